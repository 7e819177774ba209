import { test } from '@japa/runner'
import { errors } from '@adonisjs/core/env'
import { describeFailure } from '../../../bin/describe_failure.js'

const wrongSettings = (help: string) =>
  Object.assign(new errors.E_INVALID_ENV_VARIABLES(), { help })

test.group('Why a process could not start', () => {
  test('names each wrong setting in a line of its own', ({ assert }) => {
    const error = wrongSettings(
      [
        '- PORT must be a whole number from 1 to 65535, not "abc"',
        '- "WORKERS" env variable must be one of "inline,external" (Current value: "foo")',
        '- Missing environment variable "APP_KEY"',
        '- Value for environment variable "APP_URL" must be a valid URL, instead received "nope"',
      ].join('\n')
    )
    assert.deepEqual(describeFailure(error), [
      'PORT must be a whole number from 1 to 65535, not "abc"',
      'WORKERS must be one of "inline,external", not "foo"',
      'APP_KEY is missing',
      'APP_URL must be a valid URL, not "nope"',
    ])
  })

  test('tells a taken port, also through a wrapped error', ({ assert }) => {
    const listen = Object.assign(new Error('listen EADDRINUSE'), {
      code: 'EADDRINUSE',
      syscall: 'listen',
      port: 3333,
    })
    const line = ['PORT 3333 is in use by another program.']
    assert.deepEqual(describeFailure(listen), line)
    assert.deepEqual(describeFailure(new Error('boot failed', { cause: listen })), line)
  })

  test('tells a database that refuses, by the setting that names it', ({ assert }) => {
    const refused = Object.assign(new Error('database "nope" does not exist'), { code: '3D000' })
    assert.deepEqual(describeFailure(refused), [
      'DATABASE_URL: the database cannot be used (database "nope" does not exist).',
    ])
  })

  test('leaves a fault of the program to its stack trace', ({ assert }) => {
    assert.isNull(describeFailure(new TypeError('x is not a function')))
    assert.isNull(describeFailure(undefined))
  })
})
