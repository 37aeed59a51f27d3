import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PackagedService } from '#local/cloud/options.ts';
import { packageService } from '#local/package/package-service.ts';
import { adjusted } from './adjustments.ts';
import { type Clients, clientsOf } from './clients.ts';
import { deploy } from './deploy.ts';
import { type MiniStack, startMiniStack } from './ministack.ts';

/** The packaged service, deployed on an emulator of its own. */
export type DeployedStack = {
  readonly stage: string;
  readonly service: PackagedService;
  readonly ministack: MiniStack;
  readonly clients: Clients;
  /** An output of the stack. Throws for one that it does not have. */
  output(name: string): string;
  /** Ends the emulator; what it printed is then in `.dropforge/ministack-<suite>.log`. */
  stop(): Promise<void>;
};

const stage = 'deployed';

const params = {
  alertEmail: 'alerts@example.com',
  settleSeconds: '2',
  inventorySchedule: 'rate(1 minute)', // every time the same night: see adjustments.ts
  inventoryRegions: 'us-east-1',
  apiWaf: 'true',
};

const logs = join(import.meta.dirname, '..', '..', '.dropforge');

/** Deploys for a suite of tests. Throws, with the emulator ended, if the stack is not taken. */
export const deployedStack = async (suite: string): Promise<DeployedStack> => {
  const service = await packageService({ stage, params });
  const ministack = await startMiniStack();
  const stop = async () => {
    await ministack.stop();
    await writeFile(join(logs, `ministack-${suite}.log`), ministack.log());
  };
  const { endpoint } = ministack;
  const clients = clientsOf(ministack);
  const name = `dropforge-${stage}`;
  try {
    const outputs = await deploy(clients, endpoint, service, adjusted(service.template, endpoint), name);
    const output = (key: string): string => {
      const value = outputs[key];
      if (value === undefined) throw new Error(`the stack has no output ${key}`);
      return value;
    };
    return { stage, service, ministack, clients, output, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
