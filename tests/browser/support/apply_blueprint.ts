import { api } from './api.js'

/** Applies a blueprint by the running app, which knows it at once: what a command changes it hears of a little later. */
export const applyBlueprint = (blueprint: object): Promise<void> =>
  api('PUT', '/blueprint', { sluice: 1, ...blueprint })
