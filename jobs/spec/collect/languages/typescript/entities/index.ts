import type { Entity } from '#schemas/spec/facts.ts';
import type { SourceUnit } from '../file.ts';
import { readDecorated } from './decorated.ts';
import { readDrizzle } from './drizzle.ts';
import { readMongoose } from './mongoose.ts';
import { readSequelize } from './sequelize.ts';

/** Entities of a file, in the ways of TypeORM, MikroORM, sequelize-typescript and @nestjs/mongoose, Mongoose, Sequelize and Drizzle. */
export const readEntities = (unit: SourceUnit): Entity[] =>
  unit.isTest ? [] : [...readDecorated(unit), ...readMongoose(unit), ...readSequelize(unit), ...readDrizzle(unit)];
