import type { RuleExplanation } from '#schemas/rule-explanation.ts';
import type { Engine } from './template/validate/engine.ts';
import type { Validated } from './template/validate/validate-template.ts';

type Template = { readonly text: string; readonly fileName: string; readonly fix: boolean };

/**
 * What can be asked without starting a job: whether a template is valid, and what a rule is about. What answers is loaded when it is
 * first asked, and one engine answers all; `engineMs` is how long one run of it may take.
 */
export const answers = ({ engineMs }: { readonly engineMs: number }) => {
  let started: Promise<Engine> | undefined;
  const engine = (): Promise<Engine> => {
    started ??= import('./template/validate/engine.ts').then(({ startEngine }) => startEngine({ timeoutMs: engineMs }));
    return started;
  };
  return {
    /** Throws a `PermanentError` for a text that is too large. */
    validate: async ({ text, fileName, fix }: Template): Promise<Validated> => {
      const { validateTemplate } = await import('./template/validate/validate-template.ts');
      return validateTemplate(text, { fileName, fix, engine: await engine() });
    },
    explain: async (rule: string): Promise<RuleExplanation | undefined> => {
      const [{ explainInventoryRule }, { explainTemplateRule }] = await Promise.all([
        import('./inventory/explain-rule.ts'),
        import('./template/explain-rule.ts'),
      ]);
      return explainInventoryRule(rule) ?? explainTemplateRule(rule, await engine());
    },
  };
};
