import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../../parse/language.ts';
import { parseAll } from '../../parse/parse-all.ts';
import { python } from './index.ts';

type Files = Record<string, string>;

const parse = (files: Files) =>
  parseAll(
    Object.entries(files).map(([path, text]) => ({ path, text })),
    [python as Language],
  );
const factsOf = async (files: Files) => (await parse(files)).facts;
const access = async (files: Files) =>
  (await factsOf(files)).endpoints
    .map(({ verb, route, auth }) => `${verb} ${route} ${auth.access} ${auth.roles.join()}`.trim())
    .sort();

const folder = (root: string): Files =>
  Object.fromEntries(
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.py'))
      .map((path) => [path, readFileSync(join(root, path), 'utf8')]),
  );

describe.each(['tickets-fastapi', 'tickets-flask'])('%s, which we know by heart', (name) => {
  const root = `test/fixtures/spec/${name}`;
  const gold = JSON.parse(readFileSync(`${root}.gold.json`, 'utf8'));

  it('answers at exactly the routes that it has', async () => {
    const { endpoints } = await factsOf(folder(root));
    expect(endpoints.map(({ verb, route }) => `${verb} ${route}`).sort()).toEqual([...gold.endpoints].sort());
  });

  it('stores exactly the entities and fields that it has', async () => {
    const { entities } = await factsOf(folder(root));
    expect(Object.fromEntries(entities.map((one) => [one.name, one.fields.map((field) => field.name)]))).toEqual(
      gold.entities,
    );
  });
});

describe('FastAPI', () => {
  it('puts prefixes of settings and of several files together, and knows dependencies by their types', async () => {
    const files = {
      'app/main.py': `from fastapi import FastAPI
from app.api import api_router
from app.core import settings
app = FastAPI()
app.include_router(api_router, prefix=settings.API_V1)
`,
      'app/core.py': 'class Settings(BaseSettings):\n    API_V1: str = "/v1"\nsettings = Settings()\n',
      'app/api/__init__.py': `from fastapi import APIRouter
from app.api.routes import orders
api_router = APIRouter()
api_router.include_router(orders.router, prefix="/orders")
`,
      'app/api/routes/orders.py': `from fastapi import APIRouter, Depends, Security
from app.deps import CurrentUser
router = APIRouter()
@router.get("/{order_id:int}/")
def show(order_id: int, user: CurrentUser, q: str | None = None): ...
@router.post("", status_code=status.HTTP_201_CREATED)
async def place(order: Order, who=Security(get_user, scopes=["write"])): ...
@router.get("/open")
def anyone(): ...
`,
      'app/deps.py': 'CurrentUser = Annotated[User, Depends(get_current_user)]\n',
    };
    expect(await access(files)).toEqual([
      'GET /v1/orders/open anonymous',
      'GET /v1/orders/{order_id} required',
      'POST /v1/orders anonymous',
    ]);
    const { endpoints } = await factsOf(files);
    expect(endpoints[0]).toMatchObject({
      parameters: [
        { name: 'order_id', in: 'path' },
        { name: 'q', in: 'query', required: false },
      ],
    });
    expect(endpoints[1]).toMatchObject({ request: 'Order', statuses: [201] });
  });
});

describe('Flask', () => {
  it('reads blueprints, classes of methods, resources and loops', async () => {
    expect(
      await access({
        'app.py': `from flask import Flask
from flask_restful import Api, Resource
from .views import bp, Item
def create_app():
    app = Flask(__name__)
    for one in (bp,):
        app.register_blueprint(one, url_prefix="/shop")
    api = Api(app, prefix="/api")
    api.add_resource(Orders, "/orders", "/orders/<int:id>")
    app.add_url_rule("/items/<id>", view_func=Item.as_view("item"))
    return app
class Orders(Resource):
    method_decorators = [jwt_required()]
    def get(self, id=None): ...
    def delete(self, id): ...
`,
        'views.py': `from flask import Blueprint
from flask.views import MethodView
bp = Blueprint("bp", __name__, url_prefix="/old")
@bp.route("/")
def index(): ...
@bp.post("/x")
@roles_required("admin")
def x(): ...
class Item(MethodView):
    def put(self, id): ...
`,
      }),
    ).toEqual([
      'DELETE /api/orders required',
      'DELETE /api/orders/{id} required',
      'GET /api/orders required',
      'GET /api/orders/{id} required',
      'GET /shop anonymous',
      'POST /shop/x required admin',
      'PUT /items/{id} anonymous',
    ]);
  });
});

describe('Django', () => {
  it('follows includes, routers and classes of views', async () => {
    expect(
      await access({
        'site/urls.py': `from django.urls import include, path, re_path
from rest_framework.routers import DefaultRouter
from shop.views import OrderViewSet
router = DefaultRouter()
router.register(r"orders", OrderViewSet)
urlpatterns = [path("admin/", admin.site.urls), path("api/", include(router.urls)), path("shop/", include("shop.urls"))]
`,
        'shop/urls.py': `from django.urls import path, re_path
from . import views
urlpatterns = [
    path("items/<int:pk>/", views.ItemDetail.as_view()),
    re_path(r"^years/(?P<year>[0-9]{4})/$", views.year),
]
`,
        'shop/views.py': `from rest_framework import viewsets, generics
class OrderViewSet(viewsets.ReadOnlyModelViewSet):
    permission_classes = [IsAuthenticatedOrReadOnly]
    lookup_field = "number"
    @action(detail=True, methods=["post"], permission_classes=[IsAdminUser])
    def cancel(self, request, number=None): ...
class ItemDetail(LoginRequiredMixin, generics.RetrieveDestroyAPIView):
    pass
@require_http_methods(["GET", "POST"])
@login_required
def year(request, year): ...
`,
      }),
    ).toEqual([
      'DELETE /shop/items/{pk} required',
      'GET /api/orders anonymous',
      'GET /api/orders/{number} anonymous',
      'GET /shop/items/{pk} required',
      'GET /shop/years/{year} required',
      'POST /api/orders/{number}/cancel required',
      'POST /shop/years/{year} required',
    ]);
  });

  it('gives models with inherited fields and relations', async () => {
    const { entities } = await factsOf({
      'base.py':
        'from django.db import models\nclass Stamped(models.Model):\n    created = models.DateTimeField()\n    class Meta:\n        abstract = True\n',
      'models.py': `from django.db import models
from .base import Stamped
class Order(Stamped):
    """What a customer asked for."""
    number = models.CharField(max_length=12, unique=True, help_text="As printed")
    customer = models.ForeignKey("people.Customer", on_delete=models.CASCADE)
    tags = models.ManyToManyField(Tag)
    note = models.TextField(null=True)
    class Meta:
        db_table = "orders"
`,
    });
    expect(entities).toMatchObject([
      {
        name: 'Order',
        table: 'orders',
        doc: 'What a customer asked for.',
        fields: [
          { name: 'created' },
          { name: 'number', length: 12, unique: true, doc: 'As printed' },
          { name: 'note', nullable: true },
        ],
        relations: [
          { kind: 'many-to-one', target: 'Customer', field: 'customer' },
          { kind: 'many-to-many', target: 'Tag' },
        ],
      },
    ]);
  });
});

describe('what else Python says', () => {
  it('gives validations and outcomes', async () => {
    const { validations, outcomes } = await factsOf({
      'a.py': `class Place(BaseModel):
    email: EmailStr
    count: int = Field(gt=0, le=10)
    @field_validator("count")
    def even(cls, value):
        if value % 2:
            raise ValueError("Only even numbers")
def ship(order):
    if order is None:
        raise HTTPException(status_code=404, detail=f"No order {order_id}")
    if order.closed:
        return jsonify({"error": "It is closed"}), 409
    get_object_or_404(Order, pk=1)
`,
    });
    expect(validations.map(({ field, rule, min, max, message }) => [field, rule, min, max, message])).toEqual([
      ['email', 'email', undefined, undefined, undefined],
      ['count', 'range', 0, 10, undefined],
      ['count', 'custom', undefined, undefined, 'Only even numbers'],
    ]);
    expect(outcomes.map(({ condition, effect, status, message }) => [condition, effect, status, message])).toEqual([
      ['value % 2', 'throws', undefined, 'Only even numbers'],
      ['order is None', 'throws', 404, 'No order {order_id}'],
      ['order.closed', 'responds', 409, 'It is closed'],
      ['no such Order', 'throws', 404, undefined],
    ]);
  });

  it('gives configuration without secrets, schedules, messages, calls out and measures', async () => {
    const facts = await factsOf({
      'a.py': `import os, requests
PORT = int(os.environ.get("PORT", "8000"))
KEY = os.getenv("SECRET_KEY", "hunter2")
ACCESS_TOKEN_EXPIRE_MINUTES = 60 * 24
@shared_task
def invoice(order): ...
scheduler.add_job(sweep, "interval", minutes=5)
CELERY_BEAT_SCHEDULE = {"a": {"task": "shop.tasks.remind", "schedule": crontab(hour=7)}}
def pay():
    invoice.delay(1)
    requests.get("https://rates.example.com/x", timeout=5)
`,
    });
    expect(facts.configuration.map(({ key, default: value }) => [key, value])).toEqual([
      ['PORT', '8000'],
      ['SECRET_KEY', undefined],
    ]);
    expect(JSON.stringify(await factsOf({ 'b.py': 'API_KEY = "hunter2"\n' }))).not.toContain('hunter2');
    expect(facts.scheduledJobs.map(({ name, schedule }) => [name, schedule])).toEqual([
      ['sweep', 'every 300 s'],
      ['shop.tasks.remind', 'crontab(hour=7)'],
    ]);
    expect(facts.messages.map(({ direction, name }) => `${direction} ${name}`)).toEqual([
      'consumes invoice',
      'publishes invoice',
    ]);
    expect(facts.externalCalls).toMatchObject([{ kind: 'http', target: 'rates.example.com' }]);
    expect(facts.measures.map(({ subject, value, unit }) => [subject, value, unit])).toEqual([
      ['token-lifetime', 1440, 'min'],
      ['timeout', 5, 's'],
    ]);
  });

  it.each([
    ['a syntax error', 'def f(:\n  @app.get(\nclass A(\n'],
    [
      'odd letters',
      'def ñ(ü): raise Ж("\u202e")\n@app.get(f"/é/{ü}")\ndef __proto__(): ...\nconstructor = toString = 1',
    ],
    [
      'routers that mount each other',
      'a = APIRouter()\nb = APIRouter()\na.include_router(b)\nb.include_router(a)\n@a.get("/x")\ndef x(): ...',
    ],
    ['urls that include themselves', 'urlpatterns = [path("a/", include("a")), path("", include(urlpatterns))]'],
    ['a class that extends itself', 'class A(B, A): pass\nclass B(A):\n    id = Column(Integer)\n'],
    ['imports in a circle', 'from .a import x as y, y as x\nx.y()\n'],
    ['depth', `${'f('.repeat(2_000)}${')'.repeat(2_000)}`],
    ['a long chain', `x = a${'.b()'.repeat(2_000)}`],
  ])('survives %s', async (_, text) => {
    const { outcomes } = await parse({ 'a.py': text });
    expect(outcomes.get('a.py')).toMatchObject({ parsed: true });
  });
});
