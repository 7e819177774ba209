import { defineConfig } from '@adonisjs/core/bodyparser'

/** Largest request body in bytes that intake and the API read. Uploads have limits of their own. */
export const BODY_LIMIT = 256 * 1024

const bodyParserConfig = defineConfig({
  allowedMethods: ['POST', 'PUT', 'PATCH', 'DELETE'],
  form: {
    convertEmptyStringsToNull: false,
    limit: BODY_LIMIT,
    types: ['application/x-www-form-urlencoded'],
  },
  json: {
    convertEmptyStringsToNull: false,
    limit: BODY_LIMIT,
    types: ['application/json', 'application/*+json'],
  },
  raw: {
    limit: 2 * 1024 * 1024,
    types: ['application/yaml', 'application/x-yaml', 'text/yaml'],
  },
  multipart: {
    autoProcess: false,
    limit: '20mb',
    types: ['multipart/form-data'],
  },
})

export default bodyParserConfig
