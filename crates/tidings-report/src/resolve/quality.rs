//! How far the data reach, what the run read, and what it could not read.

use tidings_locale::Arg;

use super::writer::Writer;
use crate::document::{AccountRow, Accounts, Count, DataQuality, Fact, RejectRow, Rejects};
use crate::error::Error;
use crate::input::RowAccount;
use crate::plain::plain;

impl Writer<'_> {
    pub(crate) fn data_quality(&self) -> Result<DataQuality, Error> {
        let quality = &self.input.quality;
        Ok(DataQuality {
            facts: self.facts()?,
            accounts: Accounts {
                title: self.word("report-accounts")?,
                heads: [
                    self.word("report-column-source")?,
                    self.word("report-column-read")?,
                    self.word("report-column-inserted")?,
                    self.word("report-column-updated")?,
                    self.word("report-column-unchanged")?,
                    self.word("report-column-superseded")?,
                    self.word("report-column-deleted")?,
                    self.word("report-column-rejected")?,
                    self.word("report-column-latest")?,
                ],
                rows: quality.accounts.iter().map(|account| self.account(account)).collect::<Result<_, Error>>()?,
                empty: self.word("report-accounts-empty")?,
            },
            rejects: Rejects {
                title: self.word("report-rejects-first")?,
                heads: [
                    self.word("report-column-file")?,
                    self.word("report-column-line")?,
                    self.word("report-column-reason")?,
                ],
                rows: quality
                    .rejects
                    .iter()
                    .map(|reject| RejectRow {
                        file: plain(&reject.file),
                        line: reject.line,
                        reason: plain(&reject.reason),
                    })
                    .collect(),
            },
        })
    }

    fn facts(&self) -> Result<Vec<Fact>, Error> {
        let quality = &self.input.quality;
        let mut facts = Vec::new();
        let as_of = self.data_as_of()?;
        facts.push(Fact { warning: as_of.at.is_none(), text: as_of.text });
        if quality.incomplete_sites.is_empty() {
            facts.push(Fact { warning: false, text: self.word("report-complete")? });
        } else {
            let sites = self.site_list(quality.incomplete_sites.iter().map(String::as_str));
            let text = self.text("report-incomplete-sites", &[("sites", sites.into())])?;
            facts.push(Fact { warning: true, text });
        }
        let rejected: i64 = quality.accounts.iter().map(|account| account.rejected).sum();
        if rejected == 0 {
            facts.push(Fact { warning: false, text: self.word("report-rejects-none")? });
        } else {
            let n_text = self.locale.formatter().count(rejected);
            let text = self.text("report-rejects", &[("n", Arg::Count(rejected)), ("n_text", n_text.into())])?;
            facts.push(Fact { warning: true, text });
        }
        for change in &quality.clock_changes {
            let args = [
                ("site", plain(self.input.site_name(&change.site)).into()),
                ("date", self.date(change.day)?.into()),
                ("hours", self.locale.formatter().count(i64::from(change.hours)).into()),
            ];
            facts.push(Fact { warning: false, text: self.text("report-long-short-day", &args)? });
        }
        Ok(facts)
    }

    fn account(&self, account: &RowAccount) -> Result<AccountRow, Error> {
        let counts = [
            account.read,
            account.inserted,
            account.updated,
            account.unchanged,
            account.superseded,
            account.deleted,
            account.rejected,
        ];
        Ok(AccountRow {
            stream: plain(&format!("{}.{}", account.source, account.stream)),
            counts: counts.map(|raw| Count { raw, text: self.locale.formatter().count(raw) }),
            latest: self.instant(account.latest)?,
        })
    }
}
