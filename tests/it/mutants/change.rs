//! Every small change of a query: an operator to its neighbour, a column to another of its type, a literal to the
//! next, a function to another, a filter left out.

use datafusion::sql::sqlparser::dialect::GenericDialect;
use datafusion::sql::sqlparser::tokenizer::{Token, Tokenizer};
use tidings_core::kpi::Kpi;
use tidings_kpi::Schemas;

/// One changed query.
#[derive(Debug, Clone)]
pub(crate) struct Mutant {
    /// Line and column in the query, what stood there, what stands there now. It names the mutant.
    pub(crate) change: String,
    /// The file with the changed query.
    pub(crate) text: String,
}

/// A token and the bytes that it takes.
struct Piece {
    token: Token,
    start: usize,
    end: usize,
}

/// A query and the changes found so far.
struct Query<'a> {
    kpi: &'a Kpi,
    schemas: &'a Schemas,
    body: &'a str,
    pieces: Vec<Piece>,
    found: Vec<Mutant>,
}

/// The mutants of a KPI, in the order of their places. None equals the query or another mutant.
pub(crate) fn mutants(kpi: &Kpi, schemas: &Schemas) -> Vec<Mutant> {
    let body = kpi.source.body.as_str();
    let mut query = Query { kpi, schemas, body, pieces: pieces(body), found: Vec::new() };
    for index in 0..query.pieces.len() {
        query.operators(index);
        query.columns(index);
        query.literals(index);
        query.functions(index);
        query.filters(index);
    }
    query.swapped_outputs();
    let mut seen = std::collections::BTreeSet::from([kpi.source.text.clone()]);
    query.found.retain(|mutant| seen.insert(mutant.text.clone()));
    query.found
}

fn pieces(body: &str) -> Vec<Piece> {
    let line_starts: Vec<usize> =
        std::iter::once(0).chain(body.match_indices('\n').map(|(index, _)| index + 1)).collect();
    let offset = |line: u64, column: u64| {
        let start = line_starts[usize::try_from(line).unwrap() - 1];
        let letters = usize::try_from(column).unwrap() - 1;
        body[start..].char_indices().nth(letters).map_or(body.len(), |(index, _)| start + index)
    };
    let tokens = Tokenizer::new(&GenericDialect {}, body).tokenize_with_location().unwrap();
    let mut pieces = Vec::new();
    for token in tokens.into_iter().filter(|token| !matches!(token.token, Token::Whitespace(_))) {
        let (start, end) = (token.span.start, token.span.end);
        let (start, end) = (offset(start.line, start.column), offset(end.line, end.column));
        pieces.push(Piece { token: token.token, start, end });
    }
    pieces
}

impl Query<'_> {
    /// Replaces the bytes from `start` to `end`.
    fn change(&mut self, start: usize, end: usize, new: &str) {
        let shorten = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let before = &self.body[..start];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |text| text.chars().count()) + 1;
        let (old, now) = (shorten(&self.body[start..end]), shorten(new));
        let now = if now.is_empty() { "(nothing)".to_owned() } else { now };
        let whole = &self.kpi.source.text;
        let (header, end_of_file) = whole.rsplit_once(self.body).expect("the query is in the file");
        self.found.push(Mutant {
            change: format!("{line}:{column} {old} -> {now}").replace("  ", " "),
            text: format!("{header}{before}{new}{}{end_of_file}", &self.body[end..]),
        });
    }

    fn replace(&mut self, index: usize, new: &str) {
        let (start, end) = (self.pieces[index].start, self.pieces[index].end);
        self.change(start, end, new);
    }

    fn text(&self, index: usize) -> &str {
        self.pieces.get(index).map_or("", |piece| &self.body[piece.start..piece.end])
    }

    fn is(&self, index: usize, word: &str) -> bool {
        self.text(index).eq_ignore_ascii_case(word)
    }

    fn before_is(&self, index: usize, word: &str) -> bool {
        index > 0 && self.is(index - 1, word)
    }

    fn operators(&mut self, index: usize) {
        let in_call = self.before_is(index, "(") && self.is(index + 1, ")");
        let others: &[&str] = match self.text(index).to_ascii_uppercase().as_str() {
            "=" => &["<>"],
            "<>" | "!=" => &["="],
            "<" => &["<=", ">="],
            "<=" => &["<", ">"],
            ">" => &[">=", "<="],
            ">=" => &[">", "<"],
            "+" => &["-"],
            "-" => &["+"],
            "*" if !in_call => &["+"],
            "/" | "%" => &["*"],
            "OR" => &["AND"],
            "AND" if !self.is_between(index) => &["OR"],
            "NOT" => &[""],
            "IN" if !self.before_is(index, "NOT") => &["NOT IN"],
            "BETWEEN" if !self.before_is(index, "NOT") => &["NOT BETWEEN"],
            "IS" if !self.is(index + 1, "NOT") => &["IS NOT"],
            _ => &[],
        };
        for other in others {
            self.replace(index, other);
        }
    }

    /// Whether an AND belongs to a BETWEEN.
    fn is_between(&self, index: usize) -> bool {
        let mut depth = 0;
        for earlier in (0..index).rev() {
            match self.text(earlier).to_ascii_uppercase().as_str() {
                ")" => depth += 1,
                "(" if depth == 0 => return false,
                "(" => depth -= 1,
                "BETWEEN" if depth == 0 => return true,
                "AND" | "OR" | "WHERE" | "WHEN" if depth == 0 => return false,
                _ => {}
            }
        }
        false
    }

    fn columns(&mut self, index: usize) {
        let Token::Word(word) = &self.pieces[index].token else { return };
        if self.is(index + 1, "(") || self.is(index + 1, ".") || self.before_is(index, "AS") {
            return;
        }
        let name = word.value.clone();
        let relations = self.relations(index);
        let Some(schema) = relations
            .iter()
            .find_map(|relation| self.schemas.get(relation).filter(|schema| schema.field_with_name(&name).is_ok()))
        else {
            return;
        };
        let kind = schema.field_with_name(&name).unwrap().data_type().clone();
        let alike: Vec<String> = schema
            .fields()
            .iter()
            .filter(|field| *field.data_type() == kind)
            .map(|field| field.name().clone())
            .collect();
        let place = alike.iter().position(|other| *other == name).unwrap();
        // Its two neighbours in the model: what a hand slips to.
        let others = [(place + 1) % alike.len(), (place + alike.len() - 1) % alike.len()];
        for other in others {
            if alike[other] != name {
                let other = alike[other].clone();
                self.replace(index, &other);
            }
        }
        if kind == datafusion::arrow::datatypes::DataType::Boolean && !self.is(index + 1, "IS") {
            self.replace(index, &format!("(NOT {name})"));
        }
    }

    /// The models of the query or subquery around a piece.
    fn relations(&self, index: usize) -> Vec<String> {
        let mut start = 0;
        let mut depth = 0;
        for earlier in (0..index).rev() {
            match self.text(earlier) {
                ")" => depth += 1,
                "(" if depth > 0 => depth -= 1,
                "(" if self.is(earlier + 1, "SELECT") => {
                    start = earlier + 1;
                    break;
                }
                _ => {}
            }
        }
        let mut relations = Vec::new();
        let mut depth = 0;
        for later in start..self.pieces.len() {
            match self.text(later).to_ascii_uppercase().as_str() {
                "(" => depth += 1,
                ")" if depth == 0 => break,
                ")" => depth -= 1,
                "FROM" | "JOIN" if depth == 0 => relations.push(self.text(later + 1).to_owned()),
                _ => {}
            }
        }
        relations
    }

    fn literals(&mut self, index: usize) {
        match self.pieces[index].token.clone() {
            Token::Number(digits, _) => {
                if let Ok(number) = digits.parse::<i64>() {
                    self.replace(index, &(number + 1).to_string());
                    self.replace(index, &format!("({})", number - 1));
                } else if let Ok(number) = digits.parse::<f64>() {
                    for other in [number / 2.0, f64::midpoint(number, 1.0)] {
                        self.replace(index, &other.to_string());
                    }
                }
            }
            Token::SingleQuotedString(text) => self.replace(index, &format!("'{text}?'")),
            Token::Placeholder(name) => {
                self.replace(index, &format!("({name} + 1)"));
                self.replace(index, &format!("({name} - 1)"));
            }
            Token::Word(word) if word.value.eq_ignore_ascii_case("true") => self.replace(index, "false"),
            Token::Word(word) if word.value.eq_ignore_ascii_case("false") => self.replace(index, "true"),
            _ => {}
        }
    }

    fn functions(&mut self, index: usize) {
        if !self.is(index + 1, "(") {
            if self.is(index, "ORDER") && self.is(index + 1, "BY") {
                let close = self.closing(index.saturating_sub(1));
                let at = self.pieces[close].start;
                self.change(at, at, " DESC");
            }
            return;
        }
        let close = self.closing(index + 1);
        let (start, end) = (self.pieces[index].start, self.pieces[close].end);
        match self.text(index).to_ascii_lowercase().as_str() {
            "sum" => {
                self.replace(index, "min");
                self.replace(index, "max");
                self.replace(index, "count");
            }
            "min" => self.replace(index, "max"),
            "max" => self.replace(index, "min"),
            "bool_and" => self.replace(index, "bool_or"),
            "bool_or" => self.replace(index, "bool_and"),
            "greatest" => self.replace(index, "least"),
            "least" => self.replace(index, "greatest"),
            "count" if self.is(index + 2, "*") => self.change(start, end, "max(1)"),
            "count" if self.is(index + 2, "DISTINCT") => self.replace(index + 2, ""),
            "count" => self.change(start, end, "count(*)"),
            "coalesce" => {
                let first = self.pieces[index + 2].start;
                let comma = (index + 2..close).find(|at| self.is(*at, ",")).unwrap_or(close);
                let only = self.body[first..self.pieces[comma].start].to_owned();
                self.change(start, end, &only);
            }
            _ => {}
        }
    }

    /// The bracket that closes the one at `open`.
    fn closing(&self, open: usize) -> usize {
        let mut depth = 0;
        for index in open..self.pieces.len() {
            match self.text(index) {
                "(" => depth += 1,
                ")" => {
                    depth -= 1;
                    if depth == 0 {
                        return index;
                    }
                }
                _ => {}
            }
        }
        self.pieces.len() - 1
    }

    /// Leaves out a FILTER, a WHERE, or one of their conditions.
    fn filters(&mut self, index: usize) {
        if self.is(index, "FILTER") && self.is(index + 1, "(") {
            let close = self.closing(index + 1);
            let (start, end) = (self.pieces[index].start, self.pieces[close].end);
            self.change(start, end, "");
        }
        if !self.is(index, "WHERE") {
            return;
        }
        let mut conditions = vec![index + 1];
        let mut depth = 0;
        let mut end = self.pieces.len();
        for later in index + 1..self.pieces.len() {
            match self.text(later).to_ascii_uppercase().as_str() {
                "(" => depth += 1,
                ")" if depth == 0 => {
                    end = later;
                    break;
                }
                ")" => depth -= 1,
                "AND" if depth == 0 && !self.is_between(later) => conditions.push(later + 1),
                _ => {}
            }
        }
        let is_filter = index > 1 && self.is(index - 2, "FILTER");
        if conditions.len() == 1 && !is_filter {
            let (start, end) = (self.pieces[index].start, self.pieces[end - 1].end);
            self.change(start, end, "");
        }
        if conditions.len() > 1 {
            for (place, condition) in conditions.iter().enumerate() {
                let next = conditions.get(place + 1);
                let last = next.map_or(end - 1, |next| next - 2);
                let (start, end) = (self.pieces[*condition].start, self.pieces[last].end);
                self.change(start, end, "true");
            }
        }
    }

    fn swapped_outputs(&mut self) {
        let alias = |query: &Self, name: &str| {
            (1..query.pieces.len()).find(|index| query.is(*index, name) && query.before_is(*index, "AS"))
        };
        if let (Some(numerator), Some(denominator)) = (alias(self, "numerator"), alias(self, "denominator")) {
            let (first, second) = (&self.pieces[numerator], &self.pieces[denominator]);
            let between = &self.body[first.end..second.start];
            let (start, end) = (first.start, second.end);
            let swapped = format!("denominator{between}numerator");
            self.change(start, end, &swapped);
        }
    }
}
