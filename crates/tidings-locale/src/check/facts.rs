//! What one locale's files define: facets of each message with their variables, calls and texts.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{Attribute, Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use fluent_syntax::parser;

use super::{Diagnostic, MessageFile};
use crate::messages::{line_at, lower_first, offset_in};

/// A position in a file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot<'a> {
    file: MessageFile<'a>,
    offset: usize,
}

impl<'a> Spot<'a> {
    fn of(file: MessageFile<'a>, slice: &str) -> Self {
        Self { file, offset: offset_in(file.text, slice) }
    }

    pub(super) fn finding(&self, code: &'static str, message: String, hint: impl Into<String>) -> Diagnostic {
        let before = self.file.text.get(..self.offset).unwrap_or_default();
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Diagnostic {
            file: self.file.file.to_owned(),
            line: line_at(self.file.text, self.offset),
            column,
            code,
            message,
            hint: hint.into(),
        }
    }

    fn place(&self) -> String {
        format!("{}:{}", self.file.file, line_at(self.file.text, self.offset))
    }
}

/// The value of a message or one of its attributes.
#[derive(Debug, Default)]
pub(super) struct Facet<'a> {
    pub(super) spot: Option<Spot<'a>>,
    /// Variables that are shown.
    pub(super) shown: BTreeMap<&'a str, Spot<'a>>,
    /// Variables that only choose a variant.
    pub(super) selecting: BTreeMap<&'a str, Spot<'a>>,
    pub(super) functions: Vec<(&'a str, Spot<'a>)>,
    /// Messages and terms that are referred to; terms begin with `-`.
    pub(super) references: Vec<(String, Spot<'a>)>,
    pub(super) variants: Vec<(&'a str, Spot<'a>)>,
    pub(super) texts: Vec<(&'a str, Spot<'a>)>,
    /// Blanks at the beginning or the end.
    pub(super) blanks: Vec<Spot<'a>>,
}

#[derive(Debug)]
pub(super) struct Definition<'a> {
    pub(super) spot: Spot<'a>,
    /// By attribute name; `""` is the message's own value.
    pub(super) facets: BTreeMap<&'a str, Facet<'a>>,
}

/// Definitions by id; terms begin with `-`.
#[derive(Debug, Default)]
pub(super) struct LocaleFacts<'a> {
    pub(super) definitions: BTreeMap<String, Definition<'a>>,
    /// The first file, where a missing message is to be added.
    pub(super) first_file: Option<Spot<'a>>,
    pub(super) files: BTreeSet<&'a str>,
}

impl<'a> LocaleFacts<'a> {
    pub(super) fn read(&mut self, file: MessageFile<'a>, out: &mut Vec<Diagnostic>) {
        self.files.insert(file.file);
        self.first_file.get_or_insert(Spot { file, offset: 0 });
        let resource = match parser::parse(file.text) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                for error in errors {
                    let spot = Spot { file, offset: error.pos.start };
                    out.push(spot.finding(
                        "parse-error",
                        lower_first(&error.kind.to_string()),
                        "write `id = text`, and indent every continued line",
                    ));
                }
                resource
            }
        };
        for entry in resource.body {
            match entry {
                Entry::Message(m) => {
                    self.define(m.id.name.to_owned(), file, m.id.name, m.value.as_ref(), &m.attributes, out);
                }
                Entry::Term(t) => {
                    self.define(format!("-{}", t.id.name), file, t.id.name, Some(&t.value), &t.attributes, out);
                }
                _ => {}
            }
        }
    }

    fn define(
        &mut self,
        id: String,
        file: MessageFile<'a>,
        name: &'a str,
        value: Option<&Pattern<&'a str>>,
        attributes: &[Attribute<&'a str>],
        out: &mut Vec<Diagnostic>,
    ) {
        let spot = Spot::of(file, name);
        if let Some(old) = self.definitions.get(&id) {
            out.push(spot.finding(
                "duplicate-id",
                format!("`{id}` is already defined at {}", old.spot.place()),
                "keep one of the two",
            ));
            return;
        }
        let mut facets = BTreeMap::new();
        if let Some(value) = value {
            facets.insert("", facet(file, spot, value));
        }
        for attribute in attributes {
            let at = Spot::of(file, attribute.id.name);
            let new = facet(file, at, &attribute.value);
            if facets.insert(attribute.id.name, new).is_some() {
                out.push(at.finding(
                    "duplicate-id",
                    format!("`{id}.{}` is defined twice", attribute.id.name),
                    "keep one of the two",
                ));
            }
        }
        self.definitions.insert(id, Definition { spot, facets });
    }
}

fn facet<'a>(file: MessageFile<'a>, spot: Spot<'a>, pattern: &Pattern<&'a str>) -> Facet<'a> {
    let mut out = Facet { spot: Some(spot), ..Facet::default() };
    out.pattern(file, pattern);
    out
}

impl<'a> Facet<'a> {
    fn pattern(&mut self, file: MessageFile<'a>, pattern: &Pattern<&'a str>) {
        if let Some(first) = pattern.elements.first() {
            self.edge(file, first, |text| text.starts_with(char::is_whitespace));
        }
        if let Some(last) = pattern.elements.last() {
            self.edge(file, last, |text| text.ends_with(char::is_whitespace));
        }
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => {
                    self.texts.push((value, Spot::of(file, value)));
                }
                PatternElement::Placeable { expression } => self.expression(file, expression),
            }
        }
    }

    fn edge(&mut self, file: MessageFile<'a>, element: &PatternElement<&'a str>, blank: impl Fn(&str) -> bool) {
        let text = match element {
            PatternElement::TextElement { value } => value,
            PatternElement::Placeable { expression: Expression::Inline(InlineExpression::StringLiteral { value }) } => {
                value
            }
            PatternElement::Placeable { .. } => return,
        };
        if blank(text) {
            self.blanks.push(Spot::of(file, text));
        }
    }

    fn expression(&mut self, file: MessageFile<'a>, expression: &Expression<&'a str>) {
        match expression {
            Expression::Inline(inline) => self.inline(file, inline, false),
            Expression::Select { selector, variants } => {
                self.inline(file, selector, true);
                for variant in variants {
                    if let VariantKey::Identifier { name } = variant.key {
                        self.variants.push((name, Spot::of(file, name)));
                    }
                    self.pattern(file, &variant.value);
                }
            }
        }
    }

    fn inline(&mut self, file: MessageFile<'a>, inline: &InlineExpression<&'a str>, selects: bool) {
        match inline {
            InlineExpression::StringLiteral { value } => {
                self.texts.push((value, Spot::of(file, value)));
            }
            InlineExpression::NumberLiteral { .. } => {}
            InlineExpression::VariableReference { id } => {
                let known = if selects { &mut self.selecting } else { &mut self.shown };
                known.entry(id.name).or_insert(Spot::of(file, id.name));
            }
            InlineExpression::FunctionReference { id, arguments } => {
                self.functions.push((id.name, Spot::of(file, id.name)));
                for argument in &arguments.positional {
                    self.inline(file, argument, selects);
                }
            }
            InlineExpression::MessageReference { id, attribute } => {
                let name = match attribute {
                    Some(attribute) => format!("{}.{}", id.name, attribute.name),
                    None => id.name.to_owned(),
                };
                self.references.push((name, Spot::of(file, id.name)));
            }
            InlineExpression::TermReference { id, attribute, .. } => {
                let name = match attribute {
                    Some(attribute) => format!("-{}.{}", id.name, attribute.name),
                    None => format!("-{}", id.name),
                };
                self.references.push((name, Spot::of(file, id.name)));
            }
            InlineExpression::Placeable { expression } => self.expression(file, expression),
        }
    }
}
