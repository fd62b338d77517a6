//! What went to print, and what of it no longer holds. Paper cannot be edited: whoever has one in hand, and whoever has
//! given it out, must be able to learn that it is old.

use schemars::JsonSchema;
use serde::Deserialize;

use super::part::Facts;
use super::value::{Day, EditionMark, Id, Kind, LeafletCode, PlaceId, PrintedFact, RecordId, Text, Unverified};

use super::{Desk, Leaflet, Record, Site};

/// What went to print at once: a line of `editions.yaml`, which `shirube editions send` writes.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Edition {
    /// Which leaflet of the place.
    pub leaflet: Id<Leaflet>,
    /// The mark that is printed on it.
    pub mark: EditionMark,
    /// When it went to print.
    pub sent: Day,
    /// What its printed code opens; nothing where it has none.
    pub code: Option<LeafletCode>,
    /// How many there are.
    #[schemars(range(min = 1))]
    pub copies: u32,
    /// Where they are.
    pub to: Text,
    /// Since when none of them is in use any more.
    pub recalled: Option<Day>,
    /// What stood on it.
    pub facts: Vec<PrintedFact>,
}

/// A record of which a sheet says what no longer holds.
#[derive(Clone, Debug)]
pub struct Outdated<'a> {
    /// The record, as it was called in the guide.
    pub id: RecordId,
    /// What it was called on paper.
    pub name: String,
    /// What has become of it, unless it is no longer there.
    pub now: Option<Record<'a>>,
    /// What stood there and does not hold, as paths and values.
    pub facts: Vec<(&'a str, &'a str)>,
    /// The numbers among it that are not the record's in any place.
    pub old_numbers: Vec<&'a str>,
}

/// Whose number stands in place of a record's own.
const ANSWERED_BY: &str = "answered_by";

/// Facts of one record that belong together, such as a number and its hours.
type Item<'a> = (String, Vec<(&'a str, &'a str)>);

impl Edition {
    /// What stands on a leaflet that shows these records today. Where the first has no number, `answering` is whose stands
    /// there in place of it.
    #[must_use]
    pub fn facts_of(site: &Site, shown: &[RecordId], answering: Option<&RecordId>) -> Facts {
        Facts::made(|facts| {
            for id in shown {
                let Some(record) = site.record(&id.without_desk()) else { continue };
                let told = Told::new(site, record, id);
                for (path, value) in record.facts_on_leaflets(record.desk(id)).lines().filter(|(path, _)| told.is(path))
                {
                    facts.add(&format!("{id}.{path}"), value);
                }
            }
            if let Some((first, answering)) = shown.first().zip(answering) {
                facts.add(&format!("{first}.{ANSWERED_BY}"), answering);
            }
        })
    }

    /// An edition as it stands in its file: in one line, so that lines of several people go together in any order.
    #[must_use]
    pub fn line(&self) -> String {
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        let code = self.code.as_ref().map_or_else(String::new, |code| format!(" code: {},", quoted(&code.to_string())));
        let facts: Vec<String> = self.facts.iter().map(|fact| quoted(&fact.to_string())).collect();
        format!(
            "- {{ leaflet: {}, mark: {},{code} sent: {}, copies: {}, to: {}, facts: [{}] }}\n",
            quoted(self.leaflet.as_str()),
            quoted(self.mark.as_str()),
            self.sent,
            self.copies,
            quoted(self.to.as_str()),
            facts.join(", "),
        )
    }

    /// Whether two lines tell of the same sheets.
    #[must_use]
    pub fn is_same_print(&self, other: &Self) -> bool {
        let of = |edition: &Self| (edition.sent, edition.copies);
        of(self) == of(other)
            && self.leaflet == other.leaflet
            && self.mark == other.mark
            && self.to.as_str() == other.to.as_str()
    }

    /// The mark that its facts give.
    #[must_use]
    pub fn true_mark(&self) -> EditionMark {
        let facts = Facts::made(|facts| {
            for PrintedFact { record, path, value } in &self.facts {
                facts.add(&format!("{record}.{path}"), value);
            }
        });
        EditionMark::of(&facts.fingerprint())
    }

    /// The records that stood on it, in the order of its facts.
    #[must_use]
    pub fn records(&self, home: &PlaceId) -> Vec<RecordId> {
        let mut ids: Vec<RecordId> = Vec::new();
        for fact in &self.facts {
            let id = fact.record.resolve(home, Kind::Window);
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    }

    /// The records of which it says what no longer holds. What has been added since makes no sheet wrong.
    #[must_use]
    pub fn outdated<'a>(&'a self, site: &'a Site, home: &PlaceId) -> Vec<Outdated<'a>> {
        self.records(home).into_iter().filter_map(|id| self.outdated_of(site, home, id)).collect()
    }

    fn outdated_of<'a>(&'a self, site: &'a Site, home: &PlaceId, id: RecordId) -> Option<Outdated<'a>> {
        let own = self.facts.iter().filter(|fact| fact.record.resolve(home, Kind::Window) == id);
        let printed: Vec<(&str, &str)> = own.map(|fact| (&*fact.path, &*fact.value)).collect();
        let name =
            printed.iter().find(|(path, _)| *path == "name").map_or(id.to_string(), |(_, name)| (*name).to_owned());
        let now = record_now(site, &id, &printed);
        let facts = match now {
            // A desk that is no longer there takes what stood below it along.
            Some(record) if id.desk.is_none() || record.desk(&id).is_some() => {
                no_longer(&printed, &record.facts_on_leaflets(record.desk(&id)))
            }
            _ => printed,
        };
        let numbers: Vec<String> = now.iter().flat_map(|record| numbers_of(*record, record.desk(&id))).collect();
        let is_old = |number: &&str| !numbers.iter().any(|known| known == number);
        let old_numbers = numbers_in(facts.iter().copied()).filter(is_old).collect();
        (!facts.is_empty()).then_some(Outdated { id, name, now, facts, old_numbers })
    }
}

/// What of facts on paper does not hold among those of today.
fn no_longer<'a>(printed: &[(&'a str, &'a str)], today: &Facts) -> Vec<(&'a str, &'a str)> {
    let holding = items(today.lines());
    let (lent, printed): (Vec<_>, Vec<_>) = printed.iter().copied().partition(|(path, _)| *path == ANSWERED_BY);
    // Who has a number of its own needs no other's.
    let has_own = numbers_in(today.lines()).next().is_some();
    let differing = items(printed.into_iter()).into_iter().flat_map(|item| differing(&item, &holding));
    differing.chain(lent.into_iter().filter(|_| has_own)).collect()
}

/// The numbers among facts.
fn numbers_in<'f>(facts: impl Iterator<Item = (&'f str, &'f str)>) -> impl Iterator<Item = &'f str> {
    facts.filter(|(path, _)| path.ends_with(".number")).map(|(_, number)| number)
}

/// The record that has become of one on paper: by its id, or as the only one that has its numbers.
fn record_now<'a>(site: &'a Site, id: &RecordId, printed: &[(&str, &str)]) -> Option<Record<'a>> {
    let listed = |record: &Record<'_>| record.service.is_listed();
    let by_id = site.record_now(&id.without_desk());
    if by_id.is_some() {
        return by_id.filter(listed);
    }
    let numbers: Vec<&str> = numbers_in(printed.iter().copied()).collect();
    let has_all = |record: &Record<'_>| {
        let own = numbers_of(*record, None);
        !numbers.is_empty() && numbers.iter().all(|number| own.iter().any(|known| known == number))
    };
    let mut alike = site.records().filter(listed).filter(has_all);
    alike.next().filter(|_| alike.next().is_none())
}

/// Which facts of a record may be told: all, unless what nobody has confirmed is hidden.
struct Told {
    /// How each item begins, with whether it is confirmed; the record itself begins with nothing.
    items: Vec<(String, bool)>,
    hides: bool,
}

impl Told {
    fn new(site: &Site, record: Record<'_>, id: &RecordId) -> Self {
        let desk = id.desk.as_ref().and_then(|name| record.desks.iter().position(|desk| desk.id == *name));
        let own = desk.map_or_else(String::new, |desk| format!("desks[{desk}]."));
        let states = record.freshness(site.day, site.config.verified_for);
        let items = states.iter().filter_map(|(field, state)| {
            let field = field.to_string();
            let field = if field.is_empty() { field } else { field.strip_prefix(&own)?.to_owned() };
            Some((field, state.is_confirmed()))
        });
        Self { items: items.collect(), hides: site.config.unverified == Unverified::Hide }
    }

    fn is(&self, path: &str) -> bool {
        let nearest = self.items.iter().filter(|(item, _)| path.starts_with(item)).max_by_key(|(item, _)| item.len());
        !self.hides || matches!(path, "name" | "status") || nearest.is_some_and(|(_, is_confirmed)| *is_confirmed)
    }
}

/// Every number of a desk, or of a record with all its desks.
fn numbers_of(record: Record<'_>, desk: Option<&Desk>) -> Vec<String> {
    numbers_in(record.printed_facts(desk).lines()).map(ToOwned::to_owned).collect()
}

/// Facts by what they are about: `phones[1].label` and `phones[1].number` are one item of `phones`.
fn items<'a>(facts: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<Item<'a>> {
    let mut all: Vec<(&str, Item<'a>)> = Vec::new();
    for (path, value) in facts {
        let prefix = path.rfind(']').map_or(path, |end| &path[..=end]);
        match all.iter_mut().find(|(known, _)| *known == prefix) {
            Some((_, (_, facts))) => facts.push((path, value)),
            None => {
                let list = prefix.rfind('[').map_or(prefix, |start| &prefix[..start]);
                all.push((prefix, (list.to_owned(), vec![(path, value)])));
            }
        }
    }
    all.into_iter().map(|(_, item)| item).collect()
}

/// What of an item does not hold: what the item that is most like it does not say. Where in its list it stands says
/// nothing.
fn differing<'a>((list, facts): &Item<'a>, holding: &[Item<'_>]) -> Vec<(&'a str, &'a str)> {
    let field = |path: &str| path.rsplit_once(']').map_or(path, |(_, field)| field).to_owned();
    let says = |item: &Item<'_>, (path, value): &(&str, &str)| {
        item.1.iter().any(|(known, now)| now == value && field(known) == field(path))
    };
    let alike = holding.iter().filter(|item| item.0 == *list);
    let nearest = alike.max_by_key(|item| facts.iter().filter(|fact| says(item, fact)).count());
    facts.iter().filter(|fact| nearest.is_none_or(|item| !says(item, fact))).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(printed: &[(&str, &str)], now: &[(&str, &str)], expected: &[(&str, &str)]) {
        let holding = items(now.iter().copied());
        let found: Vec<_> = items(printed.iter().copied()).iter().flat_map(|item| differing(item, &holding)).collect();
        assert_eq!(found, expected);
    }

    const DAY: (&str, &str) = ("phones[0].label", "昼");
    const ONE: (&str, &str) = ("phones[0].number", "03-0000-0001");

    #[test]
    fn what_is_added_or_moved_is_not_old() {
        check(&[("hours", "月 9:00-17:00"), DAY, ONE], &[DAY, ONE, ("hours", "月 9:00-17:00")], &[]);
        let moved = [("phones[0].number", "03-0000-0009"), ("phones[1].label", "昼"), ("phones[1].number", ONE.1)];
        check(&[DAY, ONE], &moved, &[]);
    }

    #[test]
    fn what_is_gone_or_another_is_old() {
        check(&[DAY, ONE], &[], &[DAY, ONE]);
        check(&[DAY, ONE], &[DAY, ("phones[0].number", "03-0000-0002")], &[ONE]);
        check(&[("hours", "月 9:00-17:00")], &[("hours", "火 9:00-17:00")], &[("hours", "月 9:00-17:00")]);
        check(
            &[("desks.kita.web", "https://a.example.jp/")],
            &[("web", "https://a.example.jp/")],
            &[("desks.kita.web", "https://a.example.jp/")],
        );
    }

    #[test]
    fn a_number_that_now_stands_for_another_is_old() {
        let night = [("phones[1].label", "夜"), ("phones[1].number", "03-0000-0002")];
        let swapped =
            [DAY, ("phones[0].number", "03-0000-0002"), ("phones[1].label", "夜"), ("phones[1].number", ONE.1)];
        let printed = [DAY, ONE, night[0], night[1]];
        let holding = items(swapped.into_iter());
        let found: Vec<_> = items(printed.into_iter()).iter().flat_map(|item| differing(item, &holding)).collect();
        assert_eq!(found.len(), 2);
    }
}
