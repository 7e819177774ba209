import { PrepareError } from '#sdk'
import { TemplateError } from '#sdk/templates'

/** Runs a step of building; a template's complaint becomes a PrepareError with the place. */
export function building<T>(path: string, run: () => T): T {
  try {
    return run()
  } catch (error) {
    if (error instanceof TemplateError)
      throw new PrepareError(path, error.message, { cause: error })
    throw error
  }
}
