import { availableParallelism, cpus, loadavg } from 'node:os';
import * as acknowledge from './acknowledge.ts';
import * as addressPlan from './address-plan.ts';
import * as apart from './apart.ts';
import * as firstActive from './first-active.ts';
import * as looks from './looks.ts';
import * as news from './news.ts';
import * as page from './page.ts';

const machine = [
  `node ${process.version}`,
  `${availableParallelism()} cores`,
  cpus()[0]?.model ?? 'unknown processor',
  `load ${loadavg()[0]?.toFixed(1)}`,
].join(', ');

console.log(`${machine}\n`);
console.log(`${addressPlan.renderTable(addressPlan.run())}\n`);
console.log(`${looks.renderTable(await looks.run())}\n`);
console.log(`${news.renderTable(await news.run())}\n`);
console.log(`${apart.renderTable(await apart.run())}\n`);
console.log(`${page.renderTable(await page.run())}\n`);
console.log(`${firstActive.renderTable(await firstActive.run())}\n`);
console.log('Commands go to vpcbot and to a bare Bolt app in turn; this takes about a minute …');
console.log(acknowledge.renderTable(await acknowledge.run()));
