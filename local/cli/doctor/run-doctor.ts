import { type Arguments, UsageError } from '../command.ts';
import { printJson } from '../document.ts';
import { outOfReach } from '../out-of-reach.ts';
import type { Surroundings } from '../terminal.ts';
import { checks } from './checks/index.ts';
import { examine, isWell } from './examine.ts';
import { doctorPage } from './page.ts';
import type { Stage } from './stage.ts';

const stageOf = async (given: Arguments, cwd: string): Promise<Stage> => {
  const stage = given.text('stage');
  const [region, template] = [given.text('region'), given.text('template')];
  if (stage === undefined) {
    if (region !== undefined || template !== undefined)
      throw new UsageError('--region and --template go with --stage.');
    const { examineLocal } = await import('./examine-local.ts');
    return examineLocal(cwd);
  }
  const { examineDeployed } = await import('./examine-deployed.ts');
  return examineDeployed({ stage, region, template }).catch((error: unknown) => {
    throw outOfReach(error);
  });
};

/** Examines a stage; resolves to 0 if it is well, to 1 if something is wrong or could not be looked at. */
export const runDoctor = async (given: Arguments, { out, cwd }: Surroundings): Promise<number> => {
  const stage = await stageOf(given, cwd);
  const results = await examine(stage, checks);
  out.write(
    given.flag('json')
      ? printJson({ name: stage.name, isWell: isWell(results), checks: results })
      : doctorPage(out, stage.name, results),
  );
  return isWell(results) ? 0 : 1;
};
