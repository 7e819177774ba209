export interface PluginsConfig {
  /**
   * npm packages that bring plugins, each loaded by its name. The default export is a plugin or a list of plugins.
   * A package cannot import `#sdk` of the app: it exports the plain object (definePlugin only adds types).
   */
  packages: string[]
}

export const defineConfig = (config: Partial<PluginsConfig>): PluginsConfig => ({
  packages: [],
  ...config,
})
