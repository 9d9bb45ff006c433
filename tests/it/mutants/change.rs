//! Every small change of a query: an operator to its neighbour, a column to another of its type, a literal or parameter
//! to the next, a function to another, a filter or one of its conditions left out.

use datafusion::sql::sqlparser::dialect::GenericDialect;
use datafusion::sql::sqlparser::keywords::Keyword;
use datafusion::sql::sqlparser::tokenizer::{Token, Tokenizer};
use tidings_core::kpi::{Kpi, PERIOD_END};
use tidings_kpi::Schemas;

/// One changed query.
#[derive(Debug, Clone)]
pub(crate) struct Mutant {
    /// Line and column in the query, what stood there, what stands there now. It names the mutant.
    pub(crate) change: String,
    /// The first byte in the query that is changed.
    pub(crate) start: usize,
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
        query.conditions(index);
    }
    query.swapped_outputs();
    let mut seen = std::collections::BTreeSet::from([kpi.source.text.clone()]);
    query.found.retain(|mutant| seen.insert(mutant.text.clone()));
    query.found
}

/// The places that a mutant must change: each operator, column, literal, parameter and function. A byte and its word.
pub(crate) fn places(kpi: &Kpi, schemas: &Schemas) -> Vec<(usize, String)> {
    let body = kpi.source.body.as_str();
    let query = Query { kpi, schemas, body, pieces: pieces(body), found: Vec::new() };
    let is_place = |index: &usize| {
        let index = *index;
        match &query.pieces[index].token {
            Token::Comma | Token::LParen | Token::RParen | Token::Period => false,
            // All columns, as in `count(*)`: the function is the place.
            Token::Mul if query.before_is(index, "(") => false,
            Token::Word(_) if query.before_is(index, "AS") => false,
            Token::Word(_) if query.before_is(index, "FROM") || query.before_is(index, "JOIN") => false,
            Token::Word(_) if query.is(index, "IS") => !query.is(index + 1, "NOT"),
            Token::Word(_) if query.is(index, "NOT") => true,
            Token::Word(_) if query.is(index, "AND") => !query.is_between(index),
            Token::Word(word) => {
                const OTHERS: [&str; 15] = [
                    "SELECT", "FROM", "JOIN", "WHERE", "AS", "NULL", "GROUP", "BY", "WITHIN", "CASE", "WHEN", "THEN",
                    "ELSE", "END", "DISTINCT",
                ];
                !OTHERS.iter().any(|other| word.value.eq_ignore_ascii_case(other))
            }
            _ => true,
        }
    };
    let places = (0..query.pieces.len()).filter(is_place);
    places.map(|index| (query.pieces[index].start, query.text(index).to_owned())).collect()
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
            start,
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
        if alike.len() == 1 {
            self.replace(index, &format!("nullif({name}, {name})"));
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
            Token::Placeholder(name) if name.trim_start_matches('$') == PERIOD_END => {
                self.replace(index, &format!("({name} + INTERVAL '1 second')"));
            }
            Token::Placeholder(name) => {
                let others: Vec<&String> = self.kpi.header.parameters.keys().collect();
                let place = others.iter().position(|other| **other == name.trim_start_matches('$'));
                if let Some(next) = place.and_then(|place| others.iter().cycle().nth(place + 1)) {
                    self.replace(index, &format!("${next}"));
                }
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
                let (start, end) = (self.pieces[index].start, self.pieces[close].start);
                let turned = format!("{} DESC", &self.body[start..end]);
                self.change(start, end, &turned);
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
            "count" if self.is(index + 2, "DISTINCT") => {
                self.replace(index + 2, "");
                self.change(start, end, "count(*)");
            }
            "count" => self.change(start, end, "count(*)"),
            "coalesce" => {
                let first = self.pieces[index + 2].start;
                let depth = |at: usize| {
                    let brackets = (index + 2..at).map(|at| match self.text(at) {
                        "(" => 1,
                        ")" => -1,
                        _ => 0,
                    });
                    brackets.sum::<i32>()
                };
                let comma = (index + 2..close).find(|at| self.is(*at, ",") && depth(*at) == 0).unwrap_or(close);
                let only = self.body[first..self.pieces[comma].start].to_owned();
                self.change(start, end, &only);
            }
            "percentile_cont" if self.is(close + 1, "WITHIN") && self.is(close + 4, "ORDER") => {
                let (first, close) = (self.pieces[close + 6].start, self.closing(close + 3));
                let greatest = format!("max({})", &self.body[first..self.pieces[close].start]);
                let end = self.pieces[close].end;
                self.change(start, end, &greatest);
            }
            _ => {
                if let Token::Word(word) = &self.pieces[index].token
                    && word.keyword == Keyword::NoKeyword
                {
                    let more = format!("({} + 1)", &self.body[start..end]);
                    self.change(start, end, &more);
                }
            }
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

    /// Leaves out a FILTER, or a WHERE of one condition.
    fn filters(&mut self, index: usize) {
        if self.is(index, "FILTER") && self.is(index + 1, "(") {
            let close = self.closing(index + 1);
            let (start, end) = (self.pieces[index].start, self.pieces[close].end);
            self.change(start, end, "");
        }
        let is_filter = index > 1 && self.is(index - 2, "FILTER");
        if self.is(index, "WHERE") && !is_filter {
            let after = self.operand_after(index, &["AND"]);
            if after == self.operand_after(index, &[]) {
                let (start, end) = (self.pieces[index].start, self.pieces[after].end);
                self.change(start, end, "");
            }
        }
    }

    /// Leaves out what stands on either side of an AND or OR.
    fn conditions(&mut self, index: usize) {
        let (neutral, bounds): (_, &[&str]) = if self.is(index, "AND") && !self.is_between(index) {
            ("true", &["AND", "OR"])
        } else if self.is(index, "OR") {
            ("false", &["OR"])
        } else {
            return;
        };
        let (first, last) = (self.operand_before(index, bounds), self.operand_after(index, bounds));
        let before = (self.pieces[first].start, self.pieces[index - 1].end);
        let after = (self.pieces[index + 1].start, self.pieces[last].end);
        for (start, end) in [before, after] {
            self.change(start, end, neutral);
        }
    }

    /// The first piece of the operand that ends before `index`. Operands end at `bounds`.
    fn operand_before(&self, index: usize, bounds: &[&str]) -> usize {
        let mut depth = 0;
        for earlier in (0..index).rev() {
            let word = self.text(earlier).to_ascii_uppercase();
            match word.as_str() {
                ")" | "END" => depth += 1,
                "(" | "CASE" if depth == 0 => return earlier + 1,
                "(" | "CASE" => depth -= 1,
                "WHERE" | "WHEN" | "THEN" | "ELSE" | "ON" if depth == 0 => return earlier + 1,
                "AND" if depth == 0 && self.is_between(earlier) => {}
                other if depth == 0 && bounds.contains(&other) => return earlier + 1,
                _ => {}
            }
        }
        0
    }

    /// The last piece of the operand that begins after `index`.
    fn operand_after(&self, index: usize, bounds: &[&str]) -> usize {
        let mut depth = 0;
        for later in index + 1..self.pieces.len() {
            let word = self.text(later).to_ascii_uppercase();
            match word.as_str() {
                "(" | "CASE" => depth += 1,
                ")" | "END" if depth == 0 => return later - 1,
                ")" | "END" => depth -= 1,
                "WHEN" | "THEN" | "ELSE" | "GROUP" if depth == 0 => return later - 1,
                "AND" if depth == 0 && self.is_between(later) => {}
                other if depth == 0 && bounds.contains(&other) => return later - 1,
                _ => {}
            }
        }
        self.pieces.len() - 1
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
