import { configApp } from '@adonisjs/eslint-config'
import { vue } from '@adonisjs/eslint-config/vue'

// The same in every language: signs, keys of a keyboard, and what is written as it stands.
const SIGNS =
  '( ) , . & + - = * / # % ! ? : ; [ ] { } < > · • •••••• – — … → ← × ✓ ✗ | “ ” ⌘ ⏎ Ctrl .env $TOKEN openapi.json'.split(
    ' '
  )

// The preset looks for pages in inertia/; here they lie in resources/. Layout is Prettier's business.
const pages = vue.map((block) =>
  block.name === 'AdonisJS Vue app overrides'
    ? {
        ...block,
        files: ['resources/**/*.{ts,vue}'],
        rules: {
          ...block.rules,
          '@stylistic/max-len': 'off',
          'vue/no-v-html': 'error',
          // Words stand in resources/lang.
          'vue/no-bare-strings-in-template': ['error', { allowlist: SIGNS }],
          'vue/max-attributes-per-line': 'off',
          'vue/singleline-html-element-content-newline': 'off',
          'vue/multiline-html-element-content-newline': 'off',
          'vue/html-self-closing': 'off',
          'vue/html-indent': 'off',
          'vue/html-closing-bracket-newline': 'off',
          'vue/first-attribute-linebreak': 'off',
          'vue/require-default-prop': 'off',
        },
      }
    : block
)

export default configApp(
  { ignores: ['build/**', 'node_modules/**', '.adonisjs/**', 'storage/**', 'tmp/**', 'public/**'] },
  ...pages,
  {
    // Guides of the help centre: the server draws them from files of ours and escapes all that is no Markdown.
    files: ['resources/components/help/guide_text.vue'],
    rules: { 'vue/no-v-html': 'off' },
  },
  {
    // Every outbound call goes through the guarded client (app/delivery/transports): SSRF rules exist once.
    files: ['app/**/*.ts', 'plugins/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'fetch', message: 'Use the guarded client in app/delivery/transports.' },
      ],
    },
  },
  {
    // A test reads better as one line per step.
    files: ['tests/**/*.ts'],
    rules: { '@unicorn/no-await-expression-member': 'off' },
  }
)
