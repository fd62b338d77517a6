//! Reads what may be written plainly or as a mapping with more about it: `hours: 24時間` or `hours: { text: 24時間, … }`.
//!
//! In place of serde's `untagged`, which keeps a copy of everything it reads, in which `note: 110` is no text any more.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, IntoDeserializer as _, MapAccess, Visitor};

/// Reads a text as `Plain` and a mapping as `Detail`.
pub(crate) fn plain_or_detail<'de, D, T, Plain, Detail>(
    deserializer: D,
    plain: fn(Plain) -> T,
    detail: fn(Detail) -> T,
) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    Plain: Deserialize<'de>,
    Detail: Deserialize<'de>,
{
    deserializer.deserialize_any(Either { plain, detail, lifetime: PhantomData })
}

struct Either<'de, T, Plain, Detail> {
    plain: fn(Plain) -> T,
    detail: fn(Detail) -> T,
    lifetime: PhantomData<&'de ()>,
}

impl<'de, T, Plain: Deserialize<'de>, Detail: Deserialize<'de>> Visitor<'de> for Either<'de, T, Plain, Detail> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text or a mapping")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        Plain::deserialize(text.to_owned().into_deserializer()).map(self.plain)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        Detail::deserialize(MapAccessDeserializer::new(map)).map(self.detail)
    }
}
