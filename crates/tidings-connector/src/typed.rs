//! Plugins as their authors write them: with a configuration struct.

use std::fmt::Debug;

use schemars::{JsonSchema, Schema, schema_for};
use serde::de::DeserializeOwned;

use crate::decode::decode;
use crate::{About, Config, Context, Destination, DestinationPlugin, Error, Positions, Source, SourcePlugin};

/// A source with a configuration type of its own. Every `TypedSource` is a [`SourcePlugin`].
///
/// The configuration struct is `deny_unknown_fields`, and so are the structs in it: an unknown key
/// is then refused where it stands, with the nearest known name.
///
/// ```
/// use schemars::JsonSchema;
/// use serde::Deserialize;
/// use tidings_connector::*;
///
/// #[derive(Deserialize, JsonSchema)]
/// #[serde(deny_unknown_fields)]
/// struct Settings {
///     path: String,
/// }
///
/// #[derive(Debug)]
/// struct Nothing;
///
/// impl Source for Nothing {
///     fn check(&self) -> Result<(), Error> {
///         Ok(())
///     }
///     fn discover(&self) -> Result<Catalog, Error> {
///         Ok(Catalog::default())
///     }
///     fn read<'a>(&'a self, _: &ReadRequest) -> Result<Messages<'a>, Error> {
///         Ok(Box::new(std::iter::empty()))
///     }
/// }
///
/// #[derive(Debug)]
/// struct Plugin;
///
/// impl TypedSource for Plugin {
///     type Config = Settings;
///     const ABOUT: &'static About = &About {
///         name: "nothing",
///         title: "Reads nothing",
///         readme: "",
///         sample: "path: here",
///         stability: Stability::Experimental,
///     };
///     fn connect(&self, _: Settings, _: &Positions, _: &Context) -> Result<Box<dyn Source>, Error> {
///         Ok(Box::new(Nothing))
///     }
/// }
///
/// static PLUGIN: &dyn SourcePlugin = &Plugin;
///
/// let value = serde_json::json!({ "pth": "data" });
/// let places = [("/pth".to_owned(), Position::new("pipeline.yaml", 4, 7))].into();
/// let error = PLUGIN.open(Config::new(value, places), &Context::new(".", "s")).unwrap_err();
/// assert_eq!(error.to_string(), "pipeline.yaml:4:7: unknown key `pth`");
/// assert_eq!(error.hint.as_deref(), Some("did you mean `path`?"));
/// ```
pub trait TypedSource: Debug + Send + Sync + 'static {
    /// What stands under `config:`.
    type Config: DeserializeOwned + JsonSchema;

    /// What the plugin says about itself.
    const ABOUT: &'static About;

    /// Resolves the configuration to a source, as [`SourcePlugin::open`] says. `positions` places
    /// errors about parts of the configuration that only this plugin understands.
    fn connect(&self, config: Self::Config, positions: &Positions, context: &Context)
    -> Result<Box<dyn Source>, Error>;
}

impl<T: TypedSource> SourcePlugin for T {
    fn about(&self) -> &'static About {
        T::ABOUT
    }

    fn config_schema(&self) -> Schema {
        schema_for!(T::Config)
    }

    fn open(&self, config: Config, context: &Context) -> Result<Box<dyn Source>, Error> {
        let typed = decode(&config)?;
        self.connect(typed, &config.positions, context)
    }
}

/// A destination with a configuration type of its own. Every `TypedDestination` is a
/// [`DestinationPlugin`]; see [`TypedSource`].
pub trait TypedDestination: Debug + Send + Sync + 'static {
    /// What stands under `config:`.
    type Config: DeserializeOwned + JsonSchema;

    /// What the plugin says about itself.
    const ABOUT: &'static About;

    /// Resolves the configuration to a destination.
    fn connect(
        &self,
        config: Self::Config,
        positions: &Positions,
        context: &Context,
    ) -> Result<Box<dyn Destination>, Error>;
}

impl<T: TypedDestination> DestinationPlugin for T {
    fn about(&self) -> &'static About {
        T::ABOUT
    }

    fn config_schema(&self) -> Schema {
        schema_for!(T::Config)
    }

    fn open(&self, config: Config, context: &Context) -> Result<Box<dyn Destination>, Error> {
        let typed = decode(&config)?;
        self.connect(typed, &config.positions, context)
    }
}
