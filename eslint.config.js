import { configApp } from '@adonisjs/eslint-config'

export default configApp(
  { ignores: ['build/**', 'node_modules/**', '.adonisjs/**', 'storage/**', 'tmp/**', 'public/**'] },
  {
    // Every outbound call goes through the guarded client (app/delivery/transports): SSRF rules exist once.
    files: ['app/**/*.ts', 'plugins/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', { name: 'fetch', message: 'Use the guarded client in app/delivery/transports.' }],
    },
  }
)
