//! The plugins that are compiled in. The names equal the folders of `plugins/`: a test holds them together.

use tidings_connector::SourcePlugin;

/// Source plugins, by name.
pub static SOURCES: [&dyn SourcePlugin; 2] = [tidings_plugin_csv::PLUGIN, tidings_plugin_parquet::PLUGIN];
