import { defineConfig } from 'vite'
import adonisjs from '@adonisjs/vite/client'
import vue from '@vitejs/plugin-vue'
import ui from '@nuxt/ui/vite'
import { fileURLToPath } from 'node:url'

export default defineConfig({
  plugins: [
    adonisjs({ entryPoints: ['resources/app.ts'], reload: ['resources/views/**/*.edge'] }),
    vue(),
    ui({
      router: 'inertia',
      dts: false,
      colorMode: false,
      // Icons travel inside the bundle: an install makes no request to anybody.
      icon: { clientBundle: { scan: true } },
      ui: { colors: { primary: 'brand', neutral: 'ink' } },
    }),
  ],
  resolve: { alias: { '~/': fileURLToPath(new URL('./resources/', import.meta.url)) } },
  // The plugins also declare a server-side environment; built into the same folder it would overwrite the pages' bundle.
  builder: { buildApp: async (builder) => void (await builder.build(builder.environments.client)) },
})
