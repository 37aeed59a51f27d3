import type { JsonObject } from '#schemas/json.ts';
import { architectureOf } from './architecture.ts';
import { layoutOf } from './layout.ts';
import { mermaidOf } from './mermaid.ts';
import { resourcesOf } from './resources.ts';
import { pictureOf } from './simplify.ts';
import { svgFile } from './svg.ts';

const pictured = (Resources: JsonObject) => pictureOf(architectureOf(resourcesOf({ Resources })));

const many = (count: number, type: (at: number) => string): JsonObject =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`R${at}`, { Type: type(at) }]));

const hostile = `"]--><script>alert(1)</script>;%%{init}\u202e\u0000`;

const shop: JsonObject = {
  Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: hostile } },
  [hostile]: { Type: `AWS::Lambda::${hostile}`, Properties: { VpcId: { Ref: 'Vpc' }, Q: { Ref: 'Queue' } } },
  Queue: { Type: 'AWS::SQS::Queue' },
};

describe('the picture of a large template', () => {
  it('draws each resource while there are few', () => {
    expect(pictured(many(60, () => 'AWS::SQS::Queue')).boxes).toHaveLength(60);
  });

  it('draws those of a type as one box when there are many', () => {
    const { boxes, omitted } = pictured(many(10_000, (at) => `AWS::S${at % 5}::Thing`));
    expect(boxes.map(({ logicalIds }) => logicalIds.length)).toEqual([2000, 2000, 2000, 2000, 2000]);
    expect(omitted.boxes).toBe(0);
  });

  it('says how many it leaves out when even types are too many', async () => {
    const picture = pictured(many(300, (at) => `AWS::S${at}::Thing`));
    expect(picture.boxes.length + picture.omitted.boxes).toBe(300);
    expect(svgFile(picture, await layoutOf(picture), 'all')).toContain(`${picture.omitted.boxes} more are not drawn`);
  });
});

describe('diagram.svg', () => {
  it('is the same bytes each time, whatever the order of properties', async () => {
    const draw = async () => svgFile(pictured(shop), await layoutOf(pictured(shop)), 'shop');
    expect(await draw()).toBe(await draw());
  });

  it('has a title and a description, and every box a title of its own', async () => {
    const svg = svgFile(pictured(shop), await layoutOf(pictured(shop)), 'shop');
    expect(svg).toContain('<title id="df-title">Architecture of shop</title>');
    expect(svg).toMatch(/<desc id="df-desc">2 resources in 2 boxes/);
    expect(svg).toContain('<title>Queue: SQS Queue</title>');
  });

  it('shows hostile names as text, and loads nothing', async () => {
    const svg = svgFile(pictured(shop), await layoutOf(pictured(shop)), hostile);
    expect(svg).toContain('&lt;script&gt;');
    expect(svg).not.toMatch(/<script|\u202e|\p{Cc}(?<!\n)|href|url\(|@import/u);
  });

  it('puts every box inside its frame', async () => {
    const picture = pictured(shop);
    const { boxes, groups, width, height } = await layoutOf(picture);
    for (const { id, group } of picture.boxes) {
      const [box, frame] = [boxes.get(id), groups.get(group)];
      if (!box || !frame) throw new Error(`${id} is not placed`);
      expect(box.x).toBeGreaterThanOrEqual(frame.x);
      expect(box.y).toBeGreaterThanOrEqual(frame.y);
      expect(box.x + box.width).toBeLessThanOrEqual(Math.min(frame.x + frame.width, width));
      expect(box.y + box.height).toBeLessThanOrEqual(Math.min(frame.y + frame.height, height));
    }
  });

  it('draws a VPC that nothing is in', async () => {
    const picture = pictured({ Vpc: { Type: 'AWS::EC2::VPC' } });
    expect((await layoutOf(picture)).groups.get('Vpc')?.width).toBeGreaterThan(50);
  });
});

describe('diagram.mmd', () => {
  it('is a flowchart with a subgraph for each frame', () => {
    const Fn = { Type: 'AWS::Lambda::Function', Properties: { Q: { Ref: 'Queue' } } };
    expect(mermaidOf(pictured({ Queue: { Type: 'AWS::SQS::Queue' }, Fn }), 'shop')).toBe(`---
title: "shop"
---
flowchart LR
  subgraph g0["Messages and events"]
    n0["Queue<br/>SQS Queue"]
  end
  subgraph g1["Compute"]
    n1["Fn<br/>Lambda Function"]
  end
  n1 --> n0
`);
  });

  it('writes what could mean something to Mermaid by its code point', () => {
    const text = mermaidOf(pictured(shop), hostile);
    expect(text).not.toMatch(/<script|%%|\u202e|\p{Cc}(?<!\n)/u);
    expect(text.split('\n').filter((line) => line.includes('-->'))).toEqual(['  n0 --> n1']);
  });
});
