import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Plugin, defineConfig } from 'vite'
import adonisjs from '@adonisjs/vite/client'
import vue from '@vitejs/plugin-vue'
import ui from '@nuxt/ui/vite'

const resources = fileURLToPath(new URL('./resources/', import.meta.url))

/**
 * English texts travel with the code that says them: a module that names a key of `leads.` loads `lang/en/leads.json`, so
 * a page brings its own domains and no other's. Events are called alike ("portal.invited"), and are no keys.
 */
function textsOfPages(): Plugin {
  const keys = new Map(
    readdirSync(`${resources}lang/en`).map((name) => [
      name.replace('.json', ''),
      Object.keys(JSON.parse(readFileSync(`${resources}lang/en/${name}`, 'utf8')) as object),
    ])
  )
  const named = new RegExp(`['"\`](${[...keys.keys()].join('|')})\\.([a-z]\\w*)(\\$\\{)?`, 'g')
  const isKey = ([, domain, part, cut]: RegExpExecArray) =>
    keys.get(domain)!.some((key) => (cut ? key.startsWith(part) : key === part))
  const prefix = 'virtual:texts/'
  return {
    name: 'sluice:texts',
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${prefix}`)) return
      const domain = id.slice(prefix.length + 1)
      return `import { addTexts } from '~/i18n'
        import texts from '~/lang/en/${domain}.json'
        addTexts('${domain}', texts)`
    },
    transform(code, id) {
      if (!id.startsWith(resources) || id.includes('/lang/') || !/\.(vue|ts)(\?|$)/.test(id)) return
      const used = [...new Set([...code.matchAll(named)].filter(isKey).map(([, domain]) => domain))]
      if (!used.length) return
      return { code: used.map((one) => `import '${prefix}${one}';`).join('') + code, map: null }
    },
  }
}

const lucide = JSON.parse(
  readFileSync(fileURLToPath(import.meta.resolve('@iconify-json/lucide/icons.json')), 'utf8')
) as {
  icons: Record<string, { body: string }>
  aliases: Record<string, { parent: string }>
}

/**
 * Icons travel with the code that names them too, drawing and all: an install asks nobody for one, and a page does not
 * bring those of every other. Nuxt UI's own come with Nuxt UI.
 */
function iconsOfPages(): Plugin {
  return {
    name: 'sluice:icons',
    transform(code, id) {
      if (!id.startsWith(resources) || !/\.(vue|ts)(\?|$)/.test(id)) return
      const named = new Set(
        [...code.matchAll(/['"`\s]i-lucide-([a-z0-9-]+)/g)].map(([, one]) => one)
      )
      if (!named.size) return
      const added = [...named].map((one) => {
        const body = (lucide.icons[one] ?? lucide.icons[lucide.aliases[one]?.parent])?.body
        if (!body) throw new Error(`${id}: there is no icon "${one}"`)
        return `addIcon('lucide:${one}',${JSON.stringify({ width: 24, height: 24, body })});`
      })
      return { code: `import { addIcon } from '@iconify/vue';${added.join('')}${code}`, map: null }
    },
  }
}

/** Toasts are rare, but Nuxt UI's root brings all that draws them: ours loads it with the first one (toasts.vue). */
function toastsLater(): Plugin {
  const line = 'import UToaster from "./Toaster.vue";'
  return {
    name: 'sluice:toasts',
    enforce: 'pre',
    transform(code, id) {
      if (!id.includes('/@nuxt/ui/') || !id.endsWith('/components/App.vue')) return
      if (!code.includes(line))
        throw new Error("Nuxt UI's App.vue loads its toaster in another way")
      return { code: code.replace(line, 'const UToaster = null;'), map: null }
    },
  }
}

/** What draws a very long list comes with the first choice that has one, once its page is painted. */
function longListsLater(): Plugin {
  const part = 'virtual:long-list'
  const names = /(import \{[^}]*?) ComboboxVirtualizer,([^}]*\} from "reka-ui";)/
  return {
    name: 'sluice:long-lists',
    enforce: 'pre',
    resolveId: (id) => (id === part ? `\0${id}` : undefined),
    // By itself: the whole library asked for at run time would be cut into other pieces.
    load: (id) =>
      id === `\0${part}` ? `export { ComboboxVirtualizer as default } from 'reka-ui'` : undefined,
    transform(code, id) {
      if (!id.includes('/@nuxt/ui/') || !id.endsWith('/components/SelectMenu.vue')) return
      if (!names.test(code))
        throw new Error("Nuxt UI's SelectMenu.vue loads its virtualizer in another way")
      const later = `
import { defineAsyncComponent as async, onMounted as whenShown } from "vue";
const ComboboxVirtualizer = async(() => import("${part}"));
whenShown(() => props.virtualize && ComboboxVirtualizer.__asyncLoader());`
      return { code: code.replace(names, `$1$2${later}`), map: null }
    },
  }
}

/** Inertia's components lie in one module, and nothing says that those nobody takes may go. */
function unusedOfInertia(): Plugin {
  return {
    name: 'sluice:inertia',
    transform(code, id) {
      if (!id.includes('/@inertiajs/vue3/')) return
      return { code: code.replace(/= (defineComponent\d*\()/g, '= /* @__PURE__ */ $1'), map: null }
    },
  }
}

/**
 * Reka's namespaces lie in one module: whoever takes the menus of it would load the comboboxes with them. Each namespace
 * becomes a module of its own.
 */
function namespacesApart(): Plugin {
  const prefix = 'virtual:reka/'
  const source = readFileSync(fileURLToPath(import.meta.resolve('reka-ui/namespaced')), 'utf8')
  return {
    name: 'sluice:namespaces',
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${prefix}`)) return
      const name = id.slice(prefix.length + 1)
      const body = new RegExp(`const ${name} = \\{([^}]*)\\}`).exec(source)?.[1]
      if (body === undefined) throw new Error(`Reka has no namespace ${name}`)
      const parts = [...body.matchAll(/:\s*(\w+)/g)].map(([, part]) => part)
      return `import { ${parts.join(', ')} } from 'reka-ui'\nexport const ${name} = {${body}}`
    },
    transform(code, id) {
      if (!id.includes('/@nuxt/ui/') || !code.includes('reka-ui/namespaced')) return
      const apart = code.replace(
        /import\s*\{([^}]*)\}\s*from\s*["']reka-ui\/namespaced["'];?/g,
        (_, names: string) =>
          names
            .split(',')
            .map((one) => `import { ${one.trim()} } from '${prefix}${one.trim().split(' ')[0]}';`)
            .join('')
      )
      return { code: apart, map: null }
    },
  }
}

export default defineConfig({
  plugins: [
    adonisjs({
      entryPoints: ['resources/app.ts', 'resources/hosted/form.ts'],
      reload: ['resources/views/**/*.edge'],
    }),
    vue(),
    ui({
      router: 'inertia',
      dts: false,
      colorMode: false,
      icon: { clientBundle: {} },
      ui: {
        colors: { primary: 'brand', neutral: 'ink' },
        button: {
          // Under the mouse the library's own is too pale to read.
          compoundVariants: [
            {
              ...{ color: 'primary', variant: 'solid' },
              class: 'hover:bg-primary/90 active:bg-primary/90',
            },
          ],
        },
      },
    }),
    textsOfPages(),
    iconsOfPages(),
    unusedOfInertia(),
    namespacesApart(),
    toastsLater(),
    longListsLater(),
  ],
  define: {
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  resolve: { alias: { '~/': resources } },
  // The plugins also declare a server-side environment; built into the same folder it would overwrite the pages' bundle.
  builder: { buildApp: async (builder) => void (await builder.build(builder.environments.client)) },
})
