import { defineConfig } from '#host/define_config'

/*
 * Plugins in plugins/<kind>/ are found by themselves. Name here the npm packages that bring more.
 */
export default defineConfig({
  packages: [],
})
