import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Folder of an installed package, found through a file that it lets others import. */
export const packageFolder = (name: string, exported: string, depth: number): string => {
  let folder = dirname(fileURLToPath(resolved(name, exported ? `${name}/${exported}` : name)))
  for (let i = 0; i < depth; i++) folder = dirname(folder)
  return folder
}

function resolved(name: string, path: string): string {
  try {
    return import.meta.resolve(path)
  } catch (error) {
    throw new Error(
      `E_BROWSER_PACKAGE: documents cannot be printed without the package ${name}: run "npm install"`,
      { cause: error }
    )
  }
}

/** Files of the browser, packed. */
export const browserPackage = () => packageFolder('@sparticuz/chromium', '', 1)

/** Where a package of fonts is installed. */
export const fontPackage = (name: string) => packageFolder(name, 'unicode.json', 0)

/** `node_modules/.cache` of the install. */
export const packagesCache = () => join(browserPackage(), '../../.cache')
