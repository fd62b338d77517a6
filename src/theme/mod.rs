//! Themes: layers of templates, words and assets. In: the files of `themes/`. Out: a [`Theme`] that can render.
//!
//! A theme may stand on a parent; the standard theme stands below all. Whatever a layer does not have is looked for in
//! the next: files one by one, and within `theme.yaml`, `words/` and `icons.svg` each colour, word and symbol. Templates
//! are made small once, here, never a whole page. What a theme must not do is refused here, too.

mod assets;
mod css;
mod layers;
mod logo;
mod markup;
mod palette;
mod promises;
mod settings;
mod templates;
mod words;

use std::collections::BTreeMap;

use tera::Tera;

use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use crate::model::value::{Language, LocalText, Slug};
use crate::path::SourcePath;
use crate::source::SourceTree;
pub use assets::Asset;
pub use layers::built_in;
use layers::{BASE, Layer};
use palette::Scheme;
pub use palette::{Colours, Palette, Token};
pub use settings::{FooterLine, Logo, Settings};

/// Everything that gives a guide its looks.
#[derive(Debug)]
pub struct Theme {
    /// The templates, made small.
    tera: Tera,
    /// The same as they were written, to show where a problem is.
    plain: Tera,
    /// Which layer each template comes from where it is asked for by its name alone.
    template_layers: BTreeMap<String, String>,
    /// The words of templates in each language.
    words: words::Words,
    /// Style sheets and pictures, named by their content.
    pub assets: Vec<Asset>,
    /// The symbols of `assets/icons.svg`, by id.
    icons: BTreeMap<String, String>,
    /// What is said at the top and the foot of every page.
    pub frame: Frame,
}

/// What a theme says at the top and the foot of every page.
#[derive(Debug)]
pub struct Frame {
    /// The sign in place of the guidepost, in words; the style sheet holds the picture.
    pub logo: Option<LocalText>,
    /// The asset that browsers show beside the page's title.
    pub icon: String,
    /// A line below the guide's title.
    pub header: Option<LocalText>,
    /// Lines and links at the foot.
    pub footer: Vec<FooterLine>,
}

impl Theme {
    /// A word of the templates.
    #[must_use]
    pub fn words(&self, language: Language) -> &BTreeMap<String, String> {
        &self.words[&language]
    }

    /// A symbol of `icons.svg`, as an SVG `symbol` element.
    #[must_use]
    pub fn icon(&self, name: &str) -> Option<&str> {
        self.icons.get(name).map(String::as_str)
    }

    /// Where an asset stands in the site.
    #[must_use]
    pub fn asset_addresses(&self) -> BTreeMap<&str, &str> {
        self.assets.iter().map(|asset| (asset.name.as_str(), asset.address.as_str())).collect()
    }

    /// The same theme with its templates as they were written.
    #[must_use]
    pub fn as_written(self) -> Self {
        Self { tera: self.plain.clone(), ..self }
    }

    /// Where a template stands that was asked for by its name alone.
    #[must_use]
    pub fn template_path(&self, name: &str) -> SourcePath {
        let layer = self.template_layers.get(name).map_or(BASE, String::as_str);
        templates::source_path(&format!("{layer}/{name}"))
    }

    /// Fills a template.
    ///
    /// # Errors
    ///
    /// A [`Diagnostic`] at the place in the template as it was written.
    pub fn render(&self, template: &str, context: &tera::Context) -> Result<String, Diagnostic> {
        self.tera.render(template, context).map_err(|small| {
            let error = self.plain.render(template, context).err().unwrap_or(small);
            let problem = templates::diagnostic(&error);
            if problem.location != Location::nowhere() {
                return problem;
            }
            let at = Location::file(&self.template_path(template));
            Diagnostic::error("template-render").with("reason", error).at(at)
        })
    }
}

/// Puts a theme together from its layers. `asked_by` says where it is named. Words are missed only in the languages of the
/// guide.
#[must_use]
pub fn theme(
    tree: &SourceTree,
    name: &Slug,
    asked_by: Location,
    languages: &[Language],
) -> (Option<Theme>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let layers = layers::layers(tree, name, asked_by, &mut diagnostics);
    promises::check(&layers, &mut diagnostics);
    let words = words::words(&layers, languages, &mut diagnostics);
    let properties = scheme(&layers, &mut diagnostics).css();
    let (frame, sign) = frame(&layers, &mut diagnostics);
    let assets = assets::assets(&layers, &(properties + &sign), &words, languages);
    let icons = assets::icons(&layers);
    let template_layers = layers
        .iter()
        .rev()
        .flat_map(|layer| layer.files.keys().map(|inner| (inner, &layer.name)))
        .filter_map(|(inner, layer)| Some((inner.strip_prefix("templates/")?.to_owned(), layer.clone())))
        .collect();
    let theme = templates::load(&layers, &mut diagnostics).map(|(tera, plain)| Theme {
        tera,
        plain,
        template_layers,
        words,
        assets,
        icons,
        frame,
    });
    (theme.filter(|_| !diagnostics.has_errors()), diagnostics)
}

/// The colours of all layers, checked.
fn scheme(layers: &[Layer<'_>], diagnostics: &mut Diagnostics) -> Scheme {
    let paths: Vec<SourcePath> = layers.iter().map(|layer| layer.path("theme.yaml")).collect();
    let own = layers.iter().zip(&paths).filter_map(|(layer, path)| Some((path, &layer.settings.as_ref()?.colours)));
    let scheme = Scheme::of(own.chain([layers::built_in_colours()]));
    scheme.check(diagnostics);
    scheme
}

/// What the nearest layer that says it says at the top and the foot, and the custom properties of its sign.
fn frame(layers: &[Layer<'_>], diagnostics: &mut Diagnostics) -> (Frame, String) {
    let settings = || layers.iter().filter_map(|layer| layer.settings.as_ref());
    let said = layers.iter().find_map(|layer| Some((layer, layer.settings.as_ref()?.logo.as_ref()?)));
    let sign = said.and_then(|(layer, logo)| logo::sign(layers, layer, logo, diagnostics));
    let (css, icon) = sign.map_or_else(Default::default, |sign| (sign.css, sign.icon));
    let frame = Frame {
        logo: said.map(|(_, logo)| logo.alt.clone()),
        icon: icon.unwrap_or_else(|| "mark.svg".to_owned()),
        header: settings().find_map(|settings| settings.header.clone()),
        footer: settings().find_map(|settings| settings.footer.clone()).unwrap_or_default(),
    };
    (frame, css)
}
