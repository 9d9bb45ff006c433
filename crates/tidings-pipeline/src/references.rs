//! Which tables a query reads, and in which order models are built.

use std::collections::BTreeMap;

use tidings_warehouse::memory_session;

use crate::error::Error;

/// Tables by query: which relations each one reads, sorted. `None` where the text is no SQL.
pub(crate) fn tables<'a>(queries: impl IntoIterator<Item = &'a str>) -> Result<Vec<Option<Vec<String>>>, Error> {
    let session = memory_session(None)?;
    let state = session.state();
    let dialect = state.config().options().sql_parser.dialect;
    let tables = queries.into_iter().map(|query| {
        let statement = state.sql_to_statement(query, &dialect).ok()?;
        let mut names: Vec<String> =
            state.resolve_table_references(&statement).ok()?.iter().map(|table| table.to_string()).collect();
        names.sort_unstable();
        names.dedup();
        Some(names)
    });
    Ok(tables.collect())
}

/// Queries as the parser writes them again: without comments, in one layout. `None` where the text is no SQL.
pub(crate) fn normal<'a>(queries: impl IntoIterator<Item = &'a str>) -> Result<Vec<Option<String>>, Error> {
    let session = memory_session(None)?;
    let state = session.state();
    let dialect = state.config().options().sql_parser.dialect;
    let written = |query| state.sql_to_statement(query, &dialect).ok().map(|statement| statement.to_string());
    Ok(queries.into_iter().map(written).collect())
}

/// Sorts models so that each comes after those that it reads; names break ties. Gives the names of a cycle where there
/// is one.
pub(crate) fn order(reads: &BTreeMap<String, Vec<String>>) -> Result<Vec<String>, Vec<String>> {
    let mut placed: Vec<String> = Vec::new();
    while placed.len() < reads.len() {
        let next = reads.iter().find(|(name, inputs)| {
            !placed.contains(name) && inputs.iter().all(|input| !reads.contains_key(input) || placed.contains(input))
        });
        match next {
            Some((name, _)) => placed.push(name.clone()),
            None => return Err(cycle(reads, &placed)),
        }
    }
    Ok(placed)
}

/// Walks from any model that waits to one that it waits for, until a name comes again.
fn cycle(reads: &BTreeMap<String, Vec<String>>, placed: &[String]) -> Vec<String> {
    let waiting = |name: &String| reads.contains_key(name) && !placed.contains(name);
    let Some(first) = reads.keys().find(|name| waiting(name)) else { return Vec::new() };
    let mut walk = vec![first.clone()];
    loop {
        let next =
            walk.last().and_then(|last| reads.get(last)).and_then(|inputs| inputs.iter().find(|name| waiting(name)));
        let Some(next) = next else { return walk };
        if let Some(start) = walk.iter().position(|seen| seen == next) {
            return walk.split_off(start);
        }
        walk.push(next.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads(edges: &[(&str, &[&str])]) -> BTreeMap<String, Vec<String>> {
        edges
            .iter()
            .map(|(name, inputs)| ((*name).to_owned(), inputs.iter().map(|input| (*input).to_owned()).collect()))
            .collect()
    }

    #[test]
    fn a_model_comes_after_what_it_reads() {
        let order = order(&reads(&[
            ("ticket", &["ticket_span", "tickets.tickets"]),
            ("ticket_span", &["ticket_event"]),
            ("ticket_event", &["ticket_events.events", "site"]),
            ("agent", &["agents.agents"]),
        ]));
        assert_eq!(order.unwrap(), ["agent", "ticket_event", "ticket_span", "ticket"]);
    }

    #[test]
    fn a_cycle_is_named_without_what_merely_waits_for_it() {
        let order = order(&reads(&[("a", &["b"]), ("b", &["c"]), ("c", &["b"])]));
        assert_eq!(order.unwrap_err(), ["b", "c"]);
        assert_eq!(super::order(&reads(&[("a", &["a"])])).unwrap_err(), ["a"]);
    }

    #[test]
    fn tables_are_found_and_names_of_the_query_itself_are_not() {
        let query = "WITH c AS (SELECT * FROM acd.contacts) SELECT * FROM c LEFT JOIN site s ON s.site = c.site";
        let found = tables([query]).unwrap().remove(0);
        assert_eq!(found.unwrap(), ["acd.contacts", "site"]);
        assert!(tables(["SELEC 1"]).unwrap()[0].is_none());
    }
}
