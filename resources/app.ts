/*
 * Starts the pages in the browser.
 */
import './css/app.css'
import { createInertiaApp } from '@inertiajs/vue3'
import ui from '@nuxt/ui/vue-plugin'
import { createApp, h, type DefineComponent } from 'vue'
import AppLayout from './layouts/app_layout.vue'
import PlainLayout from './layouts/plain_layout.vue'

type Page = { default: DefineComponent & { layout?: unknown } }
const pages = import.meta.glob<Page>('./pages/**/*.vue')

createInertiaApp({
  title: (title) => (title ? `${title} · Sluice` : 'Sluice'),
  progress: { color: 'var(--brand)' },
  resolve: async (name) => {
    const load = pages[`./pages/${name}.vue`]
    if (!load) throw new Error(`There is no page "${name}"`)
    const page = await load()
    const plain = name.startsWith('auth/') || name.startsWith('errors/')
    page.default.layout ??= plain ? PlainLayout : AppLayout
    return page.default
  },
  setup({ el, App, props, plugin }) {
    createApp(() => h(App, props))
      .use(plugin)
      .use(ui)
      .mount(el)
  },
})
