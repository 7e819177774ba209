import { indexPages } from '@adonisjs/inertia'
import { indexEntities } from '@adonisjs/core'
import { defineConfig } from '@adonisjs/core/app'

export default defineConfig({
  directories: {
    commands: 'app/commands',
    providers: 'app/http/providers',
  },

  commands: [() => import('@adonisjs/core/commands'), () => import('@adonisjs/lucid/commands')],

  providers: [
    () => import('@adonisjs/core/providers/app_provider'),
    () => import('@adonisjs/core/providers/hash_provider'),
    { file: () => import('@adonisjs/core/providers/repl_provider'), environment: ['repl', 'test'] },
    () => import('@adonisjs/core/providers/vinejs_provider'),
    () => import('@adonisjs/core/providers/edge_provider'),
    () => import('@adonisjs/session/session_provider'),
    () => import('#http/providers/page_assets_provider'),
    () => import('@adonisjs/shield/shield_provider'),
    () => import('@adonisjs/static/static_provider'),
    () => import('@adonisjs/lucid/database_provider'),
    () => import('@adonisjs/inertia/inertia_provider'),
    () => import('@adonisjs/auth/auth_provider'),
    () => import('@adonisjs/limiter/limiter_provider'),
    () => import('@adonisjs/mail/mail_provider'),
    () => import('@adonisjs/drive/drive_provider'),
    () => import('#accounts/providers/accounts_provider'),
    () => import('#host/providers/plugin_provider'),
    () => import('#delivery/providers/mail_provider'),
    () => import('#distribution/providers/engine_provider'),
    () => import('#capture/providers/imports_provider'),
    () => import('#billing/providers/billing_provider'),
    () => import('#capture/providers/hosted_provider'),
    () => import('#privacy/providers/suppression_provider'),
    () => import('#privacy/providers/privacy_provider'),
    () => import('#insights/providers/insights_provider'),
    () => import('#portal/providers/portal_provider'),
    () => import('#notifications/providers/notifications_provider'),
    () => import('#automations/providers/automations_provider'),
    () => import('#http/providers/start_checks_provider'),
  ],

  preloads: [() => import('#start/routes'), () => import('#start/kernel')],

  tests: {
    suites: [
      {
        name: 'unit',
        files: [
          'tests/unit/**/*.spec.ts',
          'tests/plugins/**/*.spec.ts',
          'tests/architecture.spec.ts',
        ],
        timeout: 20000,
      },
      { name: 'functional', files: ['tests/functional/**/*.spec.ts'], timeout: 60000 },
      { name: 'browser', files: ['tests/browser/**/*.spec.ts'], timeout: 120000 },
      { name: 'services', files: ['tests/services/**/*.spec.ts'], timeout: 180000 },
    ],
    forceExit: true,
  },

  metaFiles: [
    { pattern: 'bin/node24.mjs', reloadServer: false },
    { pattern: 'app/**/*.mjs', reloadServer: false },
    { pattern: 'resources/views/**/*.edge', reloadServer: false },
    { pattern: 'resources/help/**/*', reloadServer: false },
    { pattern: 'database/blueprints/**/*', reloadServer: false },
    { pattern: 'public/**', reloadServer: false },
  ],

  hooks: {
    init: [
      indexEntities({
        controllers: { enabled: false },
        events: { enabled: false },
        listeners: { enabled: false },
      }),
      indexPages({ framework: 'vue3', source: 'resources/pages' }),
    ],
    buildStarting: [() => import('@adonisjs/vite/build_hook')],
  },
})
