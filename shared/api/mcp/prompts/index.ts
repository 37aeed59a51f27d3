import { explainTemplateFindings } from './explain-template-findings.ts';
import { makeTemplateFromConfigs } from './make-template-from-configs.ts';
import type { Prompt } from './prompt.ts';
import { whatIsWrongInMyAccount } from './what-is-wrong-in-my-account.ts';

/** Every prompt. A new one is a file in this folder and a row here. */
export const prompts: readonly Prompt[] = [makeTemplateFromConfigs, explainTemplateFindings, whatIsWrongInMyAccount];
