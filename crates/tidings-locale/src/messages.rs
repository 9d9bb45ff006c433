//! Fluent resources by message locale, loaded whole or not at all.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};
use fluent_syntax::ast::Entry;
use intl_memoizer::concurrent::IntlLangMemoizer;
use unic_langid::LanguageIdentifier;

use crate::REFERENCE_LOCALE;
use crate::error::Error;
use crate::negotiate::negotiate;

/// Encloses a number in Fluent's output until it is written in the format locale.
pub(crate) const NUMBER_MARK: char = '\u{FFFF}';

/// A message that the reference locale has and another one lacks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct MissingMessage {
    /// The message locale without it.
    pub locale: String,
    /// The id, with `.attribute` for an attribute.
    pub id: String,
}

/// All messages of all locales. Share it between recipients; it is immutable once filled.
#[derive(Default)]
pub struct Messages {
    locales: BTreeMap<String, LocaleMessages>,
}

struct LocaleMessages {
    bundle: FluentBundle<FluentResource>,
    places: BTreeMap<String, Place>,
}

/// Where a message or term was defined, and its facets (`""` for its own value).
struct Place {
    file: String,
    line: usize,
    facets: BTreeSet<String>,
}

impl fmt::Debug for Messages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = self.locales.iter().map(|(tag, own)| (tag, own.places.len()));
        f.debug_map().entries(counts).finish()
    }
}

impl Messages {
    /// No messages yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one Fluent file to a message locale. `file` is the name that errors show.
    ///
    /// # Errors
    /// [`Error::MessageFile`] for the first text that does not parse and for an id that the
    /// locale already has; [`Error::Locale`] for a malformed tag. Nothing is added then.
    pub fn add(&mut self, locale: &str, file: &str, text: &str) -> Result<(), Error> {
        let id: LanguageIdentifier = locale.parse().map_err(|_| Error::Locale { tag: locale.to_owned() })?;
        let resource = FluentResource::try_new(text.to_owned()).map_err(|(_, errors)| {
            let first = errors.first();
            Error::MessageFile {
                file: file.to_owned(),
                line: line_at(text, first.map_or(0, |e| e.pos.start)),
                reason: first.map_or_else(String::new, |e| lower_first(&e.kind.to_string())),
                hint: "write `id = text`, and indent every continued line".to_owned(),
            }
        })?;
        let own = self.locales.entry(locale.to_owned()).or_insert_with(|| LocaleMessages {
            bundle: {
                let mut bundle = FluentBundle::new_concurrent(vec![id]);
                // Our languages all run left to right, and marks break subjects and file names.
                bundle.set_use_isolating(false);
                bundle.set_formatter(Some(mark_number));
                bundle
            },
            places: BTreeMap::new(),
        });
        let added = places_of(&resource, file)?;
        if let Some((id, new, old)) = added.iter().find_map(|(id, new)| own.places.get(id).map(|old| (id, new, old))) {
            return Err(duplicate(id, new, old));
        }
        own.bundle.add_resource(resource).map_err(|errors| Error::MessageFile {
            file: file.to_owned(),
            line: 1,
            reason: errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
            hint: "keep one definition of each id".to_owned(),
        })?;
        own.places.extend(added);
        Ok(())
    }

    /// The message locales that have at least one file, in tag order.
    pub fn locales(&self) -> Vec<&str> {
        self.locales.keys().map(String::as_str).collect()
    }

    /// Whether this very locale has the message, or the attribute of it.
    pub fn has(&self, locale: &str, id: &str, attribute: Option<&str>) -> bool {
        self.locales
            .get(locale)
            .and_then(|own| own.places.get(id))
            .is_some_and(|place| place.facets.contains(attribute.unwrap_or_default()))
    }

    /// The message locale for a recipient who asks for `requested`; the reference locale when
    /// nothing fits.
    pub fn negotiate(&self, requested: &str) -> &str {
        negotiate(requested, &self.locales()).unwrap_or(REFERENCE_LOCALE)
    }

    /// What the reference locale has and `locale` lacks, in id order.
    pub fn missing(&self, locale: &str) -> Vec<MissingMessage> {
        let Some(reference) = self.locales.get(REFERENCE_LOCALE) else {
            return Vec::new();
        };
        let mut out = Vec::new();
        for (id, place) in &reference.places {
            for facet in &place.facets {
                let attribute = (!facet.is_empty()).then_some(facet.as_str());
                if !self.has(locale, id, attribute) {
                    out.push(MissingMessage { locale: locale.to_owned(), id: full_id(id, attribute) });
                }
            }
        }
        out
    }

    /// Where a message is looked for: the locale, its parents of the same script, the reference.
    pub(crate) fn chain<'a>(&'a self, locale: &'a str) -> Vec<&'a str> {
        let mut out = vec![locale];
        let mut tag = locale;
        while let Some((parent, _)) = tag.rsplit_once('-') {
            tag = parent;
            if self.locales.contains_key(tag) && negotiate(locale, &[tag]).is_some() {
                out.push(tag);
            }
        }
        if !out.contains(&REFERENCE_LOCALE) {
            out.push(REFERENCE_LOCALE);
        }
        out
    }

    /// The text from the first locale of the chain that has it. Numbers in it are still marked.
    pub(crate) fn raw(
        &self,
        locale: &str,
        id: &str,
        attribute: Option<&str>,
        args: &FluentArgs<'_>,
    ) -> Result<String, Error> {
        let chain = self.chain(locale);
        for tag in &chain {
            let Some(own) = self.locales.get(*tag) else { continue };
            let Some(message) = own.bundle.get_message(id) else { continue };
            let pattern = match attribute {
                Some(name) => message.get_attribute(name).map(|found| found.value()),
                None => message.value(),
            };
            let Some(pattern) = pattern else { continue };
            let mut errors: Vec<FluentError> = Vec::new();
            let text = own.bundle.format_pattern(pattern, Some(args), &mut errors);
            if errors.is_empty() {
                return Ok(text.into_owned());
            }
            return Err(Error::BrokenMessage {
                id: full_id(id, attribute),
                locale: (*tag).to_owned(),
                reason: errors.iter().map(|e| lower_first(&e.to_string())).collect::<Vec<_>>().join("; "),
            });
        }
        Err(Error::UnknownMessage {
            id: full_id(id, attribute),
            chain: chain.iter().map(|tag| format!("`{tag}`")).collect::<Vec<_>>().join(", "),
        })
    }
}

fn full_id(id: &str, attribute: Option<&str>) -> String {
    match attribute {
        Some(name) => format!("{id}.{name}"),
        None => id.to_owned(),
    }
}

/// Fluent writes numbers without any locale; ours are written by the recipient's formatter.
fn mark_number(value: &FluentValue<'_>, _: &IntlLangMemoizer) -> Option<String> {
    match value {
        FluentValue::Number(FluentNumber { value, .. }) => Some(format!("{NUMBER_MARK}{value}{NUMBER_MARK}")),
        _ => None,
    }
}

fn places_of(resource: &FluentResource, file: &str) -> Result<BTreeMap<String, Place>, Error> {
    let source = resource.source();
    let mut out: BTreeMap<String, Place> = BTreeMap::new();
    for entry in resource.entries() {
        let (id, name, has_value, attributes) = match entry {
            Entry::Message(m) => (m.id.name.to_owned(), m.id.name, m.value.is_some(), &m.attributes),
            Entry::Term(t) => (format!("-{}", t.id.name), t.id.name, true, &t.attributes),
            _ => continue,
        };
        let mut facets: BTreeSet<String> = attributes.iter().map(|a| a.id.name.to_owned()).collect();
        if has_value {
            facets.insert(String::new());
        }
        let place = Place { file: file.to_owned(), line: line_at(source, offset_in(source, name)), facets };
        if let Some(old) = out.get(&id) {
            return Err(duplicate(&id, &place, old));
        }
        out.insert(id, place);
    }
    Ok(out)
}

fn duplicate(id: &str, new: &Place, old: &Place) -> Error {
    Error::MessageFile {
        file: new.file.clone(),
        line: new.line,
        reason: format!("`{id}` is already defined at {}:{}", old.file, old.line),
        hint: "keep one of the two".to_owned(),
    }
}

/// Where a slice of `source` begins, in bytes.
pub(crate) fn offset_in(source: &str, slice: &str) -> usize {
    (slice.as_ptr() as usize).saturating_sub(source.as_ptr() as usize).min(source.len())
}

pub(crate) fn line_at(source: &str, offset: usize) -> usize {
    1 + source.as_bytes().iter().take(offset).filter(|byte| **byte == b'\n').count()
}

pub(crate) fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(char::to_lowercase);
    first.into_iter().flatten().chain(chars).collect()
}
