/*
 * Starts the pages in the browser.
 */
import './css/app.css'
import { createInertiaApp } from '@inertiajs/vue3'
import ui from '@nuxt/ui/vue-plugin'
import { createApp, h, type DefineComponent } from 'vue'
import AppLayout from './layouts/app_layout.vue'
import AuthLayout from './layouts/auth_layout.vue'
import { titleOf, wearBrand } from './brand'
import { i18n, speak } from './i18n'
import { rememberSignedIn } from './session'
import type { SharedProps } from './types'
import { makeVisitsPatient } from './visits'

type Page = { default: DefineComponent & { layout?: unknown } }
const pages = import.meta.glob<Page>('./pages/**/*.vue')

/** The portal's comes with its pages: the team never needs it. */
async function layoutOf(name: string) {
  if (name.startsWith('auth/')) return AuthLayout
  if (!name.startsWith('portal/')) return AppLayout
  const { default: layout } = await import('./layouts/portal_layout.vue')
  return layout
}

makeVisitsPatient()
createInertiaApp({
  title: titleOf,
  progress: { color: 'var(--ui-primary)', delay: 150 },
  resolve: async (name, next) => {
    const load = pages[`./pages/${name}.vue`]
    if (!load) throw new Error(`There is no page "${name}"`)
    const { locale, user, base, account, brand } = next?.props as unknown as SharedProps
    const [page] = await Promise.all([load(), speak(locale)])
    wearBrand(brand)
    // Pages of signing in and of invitations are of no account, whoever looks at them.
    rememberSignedIn(user !== null, base ?? '', name.startsWith('auth/') ? undefined : account?.key)
    page.default.layout ??= await layoutOf(name)
    return page.default
  },
  setup({ el, App, props, plugin }) {
    createApp(() => h(App, props))
      .use(plugin)
      .use(ui)
      .use(i18n)
      .mount(el)
  },
})
