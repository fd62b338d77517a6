//! What a piece of YAML may hold, read off a type's JSON Schema.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value as Json;

use crate::diagnostic::Fault;

/// The check of one kind of value: a telephone number, a date…
pub type Check = fn(&str) -> Result<(), Fault>;

/// What may stand at a place.
#[derive(Clone, Debug)]
pub enum Shape {
    /// Anything.
    Any,
    /// Any text.
    Text,
    /// A text that its own parser accepts.
    Value(Check),
    /// One of these words.
    Choice(Vec<String>),
    /// A whole number in a range.
    Integer(i64, i64),
    /// `true` or `false`.
    Bool,
    /// A list.
    List(Box<Shape>),
    /// A mapping with these fields and no others.
    Map(Vec<Field>),
    /// One of several; the first that is of the same kind as what was written.
    OneOf(Vec<Shape>),
}

/// A field of a mapping.
#[derive(Clone, Debug)]
pub struct Field {
    pub(super) name: String,
    pub(super) required: bool,
    pub(super) shape: Shape,
    /// Known, but it belongs in another file: the problem's code.
    pub(super) elsewhere: Option<&'static str>,
}

impl Field {
    /// Its key.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What may stand there.
    #[must_use]
    pub fn shape(&self) -> &Shape {
        &self.shape
    }

    /// Whether it must be there.
    #[must_use]
    pub fn is_required(&self) -> bool {
        self.required
    }

    /// Whether it may stand in this mapping at all, and is not only known to belong elsewhere.
    #[must_use]
    pub fn is_here(&self) -> bool {
        self.elsewhere.is_none()
    }
}

impl Shape {
    /// The shape of a type. `checks` gives the parser of each `format` that its schema names.
    #[must_use]
    pub fn of<T: JsonSchema>(checks: &[(&str, Check)]) -> Self {
        compile(&schema_of::<T>(), checks)
    }

    /// The fields of a mapping.
    #[must_use]
    pub fn entries(&self) -> &[Field] {
        match self {
            Self::Map(fields) => fields,
            _ => &[],
        }
    }

    /// The same, where the fields of another shape are known too, but only to say that they belong elsewhere.
    #[must_use]
    pub fn with_elsewhere(mut self, other: &Self, code: &'static str) -> Self {
        if let (Self::Map(fields), Self::Map(others)) = (&mut self, other) {
            for other in others {
                if !fields.iter().any(|field| field.name == other.name) {
                    fields.push(Field {
                        name: other.name.clone(),
                        required: false,
                        shape: Self::Any,
                        elsewhere: Some(code),
                    });
                }
            }
        }
        self
    }
}

/// The JSON Schema of a type, complete in itself.
#[must_use]
pub fn schema_of<T: JsonSchema>() -> Json {
    let mut settings = SchemaSettings::draft2020_12();
    settings.inline_subschemas = true;
    settings.into_generator().into_root_schema_for::<T>().to_value()
}

fn compile(schema: &Json, checks: &[(&str, Check)]) -> Shape {
    if let Some(word) = schema.get("const").and_then(Json::as_str) {
        return Shape::Choice(vec![word.to_owned()]);
    }
    if let Some(words) = schema.get("enum").and_then(Json::as_array) {
        return Shape::Choice(words.iter().filter_map(|word| word.as_str().map(str::to_owned)).collect());
    }
    for several in ["oneOf", "anyOf"] {
        if let Some(schemas) = schema.get(several).and_then(Json::as_array) {
            return one_of(
                schemas.iter().filter(|schema| !is_null(schema)).map(|schema| compile(schema, checks)).collect(),
            );
        }
    }
    if let Some(check) =
        schema.get("format").and_then(Json::as_str).and_then(|format| checks.iter().find(|(name, _)| *name == format))
    {
        return Shape::Value(check.1);
    }
    let kind = match schema.get("type") {
        Some(Json::Array(kinds)) => kinds.iter().filter_map(Json::as_str).find(|kind| *kind != "null"),
        kind => kind.and_then(Json::as_str),
    };
    match kind {
        Some("object") => Shape::Map(fields(schema, checks)),
        Some("array") => Shape::List(Box::new(schema.get("items").map_or(Shape::Any, |items| compile(items, checks)))),
        Some("boolean") => Shape::Bool,
        Some("integer") => {
            let limit = |name: &str, otherwise| schema.get(name).and_then(Json::as_i64).unwrap_or(otherwise);
            Shape::Integer(limit("minimum", i64::MIN), limit("maximum", i64::MAX))
        }
        Some(_) => Shape::Text,
        None => Shape::Any,
    }
}

/// Several alternatives; plain words are put together into one choice.
fn one_of(shapes: Vec<Shape>) -> Shape {
    let mut words = Vec::new();
    let mut others = Vec::new();
    for shape in shapes {
        match shape {
            Shape::Choice(choice) => words.extend(choice),
            other => others.push(other),
        }
    }
    if !words.is_empty() {
        others.insert(0, Shape::Choice(words));
    }
    match others.len() {
        1 => others.remove(0),
        _ => Shape::OneOf(others),
    }
}

fn fields(schema: &Json, checks: &[(&str, Check)]) -> Vec<Field> {
    let required: Vec<&str> =
        schema.get("required").and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str).collect();
    let properties = schema.get("properties").and_then(Json::as_object);
    properties
        .into_iter()
        .flatten()
        .map(|(name, schema)| Field {
            required: required.contains(&name.as_str()),
            shape: compile(schema, checks),
            elsewhere: None,
            name: name.clone(),
        })
        .collect()
}

fn is_null(schema: &Json) -> bool {
    schema.get("type").and_then(Json::as_str) == Some("null")
}
