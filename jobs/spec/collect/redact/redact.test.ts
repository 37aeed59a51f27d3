import fc from 'fast-check';
import { redacted } from './redact.ts';

const key = 'MIIEpAIBAAKCAQEA1234567890abcdefghijklmnopqrstuvwxyzABCDEFGHIJKL';
const pem = `-----BEGIN RSA PRIVATE KEY-----\n${key}\n${key}\n-----END RSA PRIVATE KEY-----`;

describe('a secret is taken out, and nothing around it', () => {
  // What stands between the angle quotes is the secret.
  it.each<[string, string]>([
    ['a.cs', 'private const string ApiKey = "«9f8a7b6c5d4e3f2a1b0c»";'],
    ['a.cs', 'public string Password { get; set; } = "«Sup3rS3cret!»";'],
    ['a.cs', 'string password =\n    "«hunt»" +\n    "«er2»";'],
    ['a.cs', 'if (password == "«letmein42»") Grant();'],
    ['a.cs', 'new Client { ClientSecret = "«abc123def456ghi»" }'],
    ['a.cs', 'config["Smtp:Password"] = "«hunter2»";'],
    ['a.cs', 'services.AddMail(o => o.WithPassword("«hunter2»"));'],
    ['a.cs', 'client.DefaultRequestHeaders.Add("X-Api-Key", "«9f8a7b6c5d4e»");'],
    ['a.cs', 'new NetworkCredential("shop", "«hunter2»")'],
    ['a.cs', 'var cs = "Server=db;Database=shop;User Id=sa;Password=«Pa55»;Encrypt=true";'],
    ['a.cs', 'var cs = @"Data Source=.;Initial Catalog=x;uid=sa;pwd=«letmein»;";'],
    ['a.cs', 'var json = "{\\"password\\":\\"«hunter2»\\"}";'],
    ['a.cs', 'var json = @"{""password"":""«hunter2»""}";'],
    ['a.cs', 'var url = "https://x.blob.core.windows.net/c?sv=2020&sig=«abcdefghijklmnopqrstuvwx%3D»";'],
    ['a.cs', '// password: «hunter2»'],
    ['appsettings.json', '{ "Db": "Server=tcp:x,1433;User ID=u;Password=«Zx9!qq»;Encrypt=True" }'],
    ['appsettings.json', '{ "Jwt": { "Issuer": "x", "Key": "«this-is-my-very-long-signing-key-0001»" } }'],
    ['appsettings.json', '{ "S": "AccountName=shop;AccountKey=«abcd1234EFGH5678ijkl+/==»;EndpointSuffix=x" }'],
    ['appsettings.json', '{ "B": "Endpoint=sb://x/;SharedAccessKeyName=Root;SharedAccessKey=«abcdEFGH1234=»" }'],
    ['web.config', '<add key="ApiSecret" value="«q1w2e3r4t5»" />'],
    ['web.config', '<add name="Db" connectionString="Server=.;User=sa;Password=«p4ss»;Encrypt=no" />'],
    ['pom.xml', '<db.password>«hunter2»</db.password>'],
    ['hibernate.cfg.xml', '<property name="hibernate.connection.password">«hunter2»</property>'],
    ['application.properties', 'spring.datasource.password=«hunter2»'],
    ['application.properties', 'spring.datasource.password=${DB_PASSWORD:«hunter2»}'],
    ['application.properties', 'url=jdbc:mysql://db:3306/x?user=root&password=«t0psecret»'],
    ['application.yml', 'spring:\n  datasource:\n    password: «hunter2» # local\n    username: sa'],
    ['docker-compose.yml', 'environment:\n  - POSTGRES_PASSWORD=«postgres»\n  - PORT=1'],
    ['k8s.yaml', '- name: DB_PASSWORD\n  value: «s3cr3t»\n'],
    ['k8s.yaml', 'tls:\n  private_key: |\n    «abc»\n    «def»\n  other: x'],
    [
      'k8s.yaml',
      'kind: Secret\nmetadata:\n  name: db\ndata:\n  username: «c2hvcA==»\n---\nkind: ConfigMap\ndata:\n  a: b\n',
    ],
    ['.env', 'DB_PASSWORD=«hunter2»\nSTRIPE_SECRET_KEY=«abc123»\nPORT=3000'],
    ['.env.local', 'JWT_SECRET="«super-secret-key»"'],
    ['Dockerfile', 'ENV DB_PASSWORD «hunter2»'],
    ['deploy.sh', 'export DB_PASSWORD=«hunter2» && run'],
    ['a.js', 'new MongoClient("mongodb://user:«pass»@localhost:27017/shop");'],
    ['a.js', 'connect("redis://:«s3cr3t»@cache:6379/0")'],
    ['a.js', 'const redis = "cache.example.net:6380,password=«abcDEF123=»,ssl=True";'],
    ['a.ts', 'const secret = process.env.JWT_SECRET ?? "«hunter2»";'],
    ['a.ts', "JwtModule.register({ secretOrKey: '«topSecret51»' })"],
    ['a.java', 'private static final String PASSWORD = "«hunter2»";'],
    ['a.java', 'props.put("mail.smtp.password", "«hunter2»");'],
    ['a.java', 'new PasswordAuthentication("shop", "«hunter2»".toCharArray())'],
    ['a.java', 'String url = "jdbc:oracle:thin:scott/«tiger»@db:1521:x";'],
    ['a.py', "SECRET_KEY = '«django-insecure-abc123$%^»'"],
    ['a.py', "SECRET = os.environ.get('SECRET', '«hunter2»')"],
    ['a.py', "DATABASES = {'default': {'PASSWORD': '«hunter2»', 'USER': 'x'}}"],
    ['a.cs', 'const string Password = "«Swordfish»"; var adminPassword = "«Correct-Horse»";'],
    ['a.cs', 'var user = new User { Password = "«MySecretPassword»" };'],
    ['a.go', 'cfg := Config{APIKey: "«abcd1234efgh5678»"}'],
    ['a.php', "define('DB_PASSWORD', '«hunter2»');"],
    ['a.sql', "CREATE USER shop WITH PASSWORD '«hunter2»';"],
    ['.npmrc', '//registry.npmjs.org/:_authToken=«abcdef-123456»'],
    ['README.md', 'Log in as admin, the password is `«Admin123!»`.'],
    ['a.txt', `an access key «AKIA${'A1B2C3D4E5F6G7H8'}»`],
    ['a.txt', `a GitHub token «ghp_${'a1B2'.repeat(9)}»`],
    ['a.txt', `a Linear key «lin_api_${'a1B2'.repeat(10)}»`],
    ['a.txt', `a Shopify token «shpat_${'a1b2'.repeat(8)}»`],
    ['a.txt', 'Authorization: Bearer «abcdefghij1234567890»'],
  ])('%s: %s', async (path, marked) => {
    const source = marked.replaceAll(/[«»]/g, '');
    const wanted = marked.replaceAll(/«[^«»]*»/g, '[redacted]');
    expect(await redacted(path, source)).toEqual({ text: wanted, count: marked.split('«').length - 1 });
  });

  it.each([
    ['a file', pem],
    ['a string in parts', `var k = "${pem.replaceAll('\n', '\\n" +\n  "')}";`],
    ['a string with escaped line ends', `"private_key": "${pem.replaceAll('\n', '\\n')}"`],
  ])('a private key in %s', async (_, text) => {
    const { text: left, count } = await redacted('a.txt', `${text}\nafter`);
    expect(left).not.toContain(key.slice(0, 20));
    expect(left.split('\n')).toHaveLength(text.split('\n').length + 1);
    expect(left.endsWith('\nafter')).toBe(true);
    expect(count).toBeGreaterThan(0);
    expect(left.replaceAll(/[^"]/g, '').length).toBe(text.replaceAll(/[^"]/g, '').length);
  });
});

describe('what only stands for a secret, or speaks of one, stays', () => {
  it.each<[string, string]>([
    ['a.cs', '[Required] public string Password { get; set; }'],
    ['a.cs', '[Display(Name = "Password")]'],
    ['a.cs', 'public const string PasswordField = "txtPassword";'],
    ['a.cs', 'public const string Password = "password"; var other = "";'],
    ['a.cs', 'var password = ""; Password = model.Password;'],
    ['a.cs', 'var cs = $"Server=db;Password={password};";'],
    ['a.cs', 'Task Run(CancellationToken cancellationToken = default)'],
    ['a.cs', 'const string CartSessionKey = "CartId";'],
    ['a.cs', 'throw new Exception("password: must not be empty");'],
    ['a.cs', 'Version=4.0.0.0, Culture=neutral, PublicKeyToken=31bf3856ad364e35'],
    ['a.cs', 'public const string PasswordRegex = "^(?=.*[a-z]).{8,}$";'],
    ['a.cs', 'text.Contains("-----BEGIN RSA PRIVATE KEY-----")\nvar x = 1;'],
    ['a.cs', 'new Token { Name = "id_token", Value = idToken }'],
    [
      'appsettings.json',
      '{ "ApiKey": "your-api-key-here", "Password": "", "Secret": "${SECRET}", "AppKey": "<api key>" }',
    ],
    ['appsettings.json', '{ "Db": "Server=.;Database=x;Trusted_Connection=True;", "TokenLifetime": "3600" }'],
    ['orm.json', '{ "password": "password",\n  "database": "shop" }'],
    ['application.yml', 'password: ${DB_PASSWORD}\ntoken: !secret x\nsecret:\n  name: a\nid-token: write'],
    ['application.properties', 'db.password=${DB_PASSWORD}\nother.password=@db.password@'],
    ['web.config', '<add key="ApiSecret" value="#{ApiSecret}#" />'],
    ['de.json', '{ "password": "Passwort", "newPassword": "Neues Passwort", "setPassword": "पासवर्ड रीसेट करें" }'],
    ['a.ts', 'grant_type: "password", token_type: "bearer", password: z.string().min(8)'],
    ['a.tsx', '<input type="password" name="password" placeholder="Password" value={password} />'],
    ['a.ts', 'const TOKEN_HEADER = "x-auth-token"; const accessToken = "access_token";'],
    ['a.ts', "print('SECRET=' + random() + ';')"],
    ['a.py', 'user = User(username=form.username, password=form.password)'],
    ['a.py', 'def login() -> Token:\n    """OAuth2 compatible login, get an access token"""'],
    ['a.py', "password = os.environ['DB_PASSWORD']; SECRET_KEY = env('SECRET_KEY')"],
    ['a.java', '@Column(name = "password") private String password = null;'],
    ['a.java', 'request.getParameter("password")'],
    ['deploy.sh', 'PASSWORD=$1\nexport DB_PASSWORD="${DB_PASSWORD}"\nTOKEN=$(get-token)'],
    ['README.md', 'Set your password in the settings. The token is optional.'],
    ['a.go', 'Password string `json:"password" validate:"required,min=8"`'],
    ['schema.prisma', 'password String @db.VarChar(60)'],
    ['a.sql', 'password VARCHAR(255) NOT NULL, token TEXT'],
    ['a.proto', 'string password = 2;'],
    ['a.cs', 'Url.Action("CreateToken", "Payments"); MapRoute("PasswordRecovery", "recover/password1");'],
    ['a.ts', "const routes = { forgotPassword: 'account/forgot', resetPassword: 'recover' };"],
    ['a.cs', '/// Records are identified by match on their key; see ALTER DATABASE.'],
    ['install.de-DE.xml', '<Resource Name="DatabasePassword">\n <Value>SQL-Passwort</Value></Resource>'],
    ['a.cshtml', '<form asp-route-token="@Context.Request.Query["token"]" method="post">'],
    ['a.cs', '// secretlint-disable'],
  ])('%s: %s', async (path, text) => {
    expect(await redacted(path, text)).toEqual({ text, count: 0 });
  });
});

it('a comment in the source switches nothing off', async () => {
  const text = `/* secretlint-disable */ const key = "lin_api_${'a1B2'.repeat(10)}";`;
  expect((await redacted('a.js', text)).count).toBe(1);
});

it('what is redacted once stays as it is, with as many lines as it had', async () => {
  const piece = fc.constantFrom(
    'password',
    ' = ',
    '"',
    "'",
    '""',
    '\n',
    'hunter2',
    ';',
    'Password=',
    ': ',
    '`',
    '\\',
    '|\n  ',
    pem,
    'token',
    '@"',
    '"""',
    'a://b:c1@d',
    'api_key',
    '{',
    '}',
    '(',
    ')',
    ',',
    'AKIAA1B2C3D4E5F6G7H8',
    '<add key="',
    '" value="',
    '>',
    '</',
    '${',
    'é',
    ' is ',
  );
  const path = fc.constantFrom('a.cs', 'a.yml', '.env', 'a.config', 'a.md', 'a.sh');
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 30 }), path, async (pieces, name) => {
      const text = pieces.join('');
      const once = await redacted(name, text);
      expect(once.text.split('\n')).toHaveLength(text.split('\n').length);
      expect(once.text.split('\n').length).toBe((await redacted(name, once.text)).text.split('\n').length);
    }),
    { numRuns: 500 },
  );
});
