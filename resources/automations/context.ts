import { type ComputedRef, type InjectionKey, inject } from 'vue'
import type { EditorDocument, EditorPlugin } from '~/editor/types'
import type { AutomationDocument, AutomationPage, Named, TeamMember } from './types'

/** What settings of an automation may name. */
export interface AutomationForms {
  partners: Named[]
  profiles: (Named & { entity: string })[]
  members: TeamMember[]
  /** Keys of the account's tags. */
  tags: string[]
}

/** What only the editor of an automation knows. */
export interface AutomationRoute {
  automation: ComputedRef<AutomationPage>
  /** What may set it off: those about what it is about. */
  triggers: ComputedRef<readonly EditorPlugin[]>
  partners: ComputedRef<readonly Named[]>
  profiles: ComputedRef<readonly Named[]>
  pluginOf: (type: string) => EditorPlugin | undefined
  read: (document: AutomationDocument) => EditorDocument
}

export const AUTOMATION: InjectionKey<AutomationRoute> = Symbol('automation')
export const useAutomation = (): AutomationRoute => inject(AUTOMATION)!
