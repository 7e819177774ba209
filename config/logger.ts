import env from '#start/env'
import app from '@adonisjs/core/services/app'
import { defineConfig, targets } from '@adonisjs/core/logger'

// What a command prints is its answer (token:create): its logs go beside it, to stderr.
const destination = app.getEnvironment() === 'console' ? 2 : 1

const loggerConfig = defineConfig({
  default: 'app',
  loggers: {
    app: {
      enabled: true,
      name: 'sluice',
      level: env.get('LOG_LEVEL', app.inTest ? 'fatal' : 'info'),
      transport: {
        targets: targets()
          .pushIf(!app.inProduction, targets.pretty({ destination }))
          .pushIf(app.inProduction, targets.file({ destination }))
          .toArray(),
      },
    },
  },
})

export default loggerConfig

declare module '@adonisjs/core/types' {
  export interface LoggersList extends InferLoggers<typeof loggerConfig> {}
}
