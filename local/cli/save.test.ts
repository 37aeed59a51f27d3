import { safePath, shownPath } from './save.ts';

describe('the path of an artifact', () => {
  it('is in the folder that was asked for', () => {
    expect(safePath('/out', 'template.yaml')).toBe('/out/template.yaml');
    expect(safePath('/out', '..template')).toBe('/out/..template');
  });

  it.each(['..', '.', '', '../x', 'a/b', '/etc/passwd', 'a\\b', 'a\0b', 'a\nb'])('is refused for %j', (name) => {
    expect(() => safePath('/out', name)).toThrow('Refused');
  });
});

describe('a path as it is shown', () => {
  it('is relative below where the person is, absolute elsewhere', () => {
    expect(shownPath('/home/me', '/home/me/.dropforge/out/x')).toBe('.dropforge/out/x');
    expect(shownPath('/home/me', '/tmp/x')).toBe('/tmp/x');
  });
});
