/*
 * Templates for channels: lead values in URLs, headers and bodies, each escaped for the place it stands in.
 * Compile once per config, render per delivery; both throw TemplateError.
 */
export { TemplateError, compileTemplate } from '#sdk/templates/compile_template'
export type { Template, TemplateScope } from '#sdk/templates/compile_template'
export { escapeXml, plainValue, printValue, renderText } from '#sdk/templates/escape'
export { compileBody, type BodyTemplate } from '#sdk/templates/render_body'
export { compileHeaders, headerNameProblem } from '#sdk/templates/render_headers'
export { compileUrl } from '#sdk/templates/render_url'
export { leadScope, templateProblem, templateScope } from '#sdk/templates/template_scope'
export {
  bodyTemplateProblem,
  headersTemplateProblem,
  urlTemplateProblem,
} from '#sdk/templates/check_templates'
