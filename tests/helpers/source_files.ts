import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

export interface Import {
  /** As written: `#routing/judge`, `node:net`, `undici`. */
  name: string
  /** Gone after compilation: `import type`, or only `type` names in the braces. */
  typeOnly: boolean
  /** `import('…')` in a function: loaded when asked for. */
  lazy: boolean
}

export interface SourceFile {
  /** From the root of the repository, with forward slashes. */
  path: string
  text: string
  imports: Import[]
  /** Names called as functions, members as written: `fetch`, `http.request`, `Date.now`. */
  calls: Set<string>
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Every file below a folder of the repository; folders that do not exist have none. */
export function filesBelow(folder: string): string[] {
  let entries
  try {
    entries = readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
  } catch {
    return []
  }
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length).replaceAll('\\', '/'))
    .sort()
}

export const foldersOfRoot = () =>
  readdirSync(ROOT, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)

export const textOf = (path: string) => readFileSync(join(ROOT, path), 'utf8')

/** Reads what a TypeScript file imports and calls. Text in strings and comments is no code. */
export function readSource(path: string, text = textOf(path)): SourceFile {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false)
  const source: SourceFile = { path, text, imports: [], calls: new Set() }
  const add = (node: ts.Expression | undefined, typeOnly: boolean, lazy: boolean) =>
    source.imports.push({
      name: node && ts.isStringLiteralLike(node) ? node.text : '(computed)',
      typeOnly,
      lazy,
    })
  const visit = (node: ts.Node) => {
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, isTypeOnly(node.importClause), false)
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
      add(node.moduleSpecifier, node.isTypeOnly, false)
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal as ts.Expression, true, false)
    } else if (ts.isCallExpression(node)) {
      const called = node.expression
      if (called.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0], false, true)
      else if (ts.isIdentifier(called)) source.calls.add(called.text)
      else if (ts.isPropertyAccessExpression(called) && ts.isIdentifier(called.expression))
        source.calls.add(`${called.expression.text}.${called.name.text}`)
    } else if (ts.isNewExpression(node) && ts.isIdentifier(node.expression)) {
      source.calls.add(`new ${node.expression.text}(${node.arguments?.length ? '…' : ''})`)
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return source
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true
  const names = clause.namedBindings
  if (clause.name || !names || !ts.isNamedImports(names)) return false
  return names.elements.length > 0 && names.elements.every((one) => one.isTypeOnly)
}
