import type { Language } from '../../../parse/language.ts';
import { parseAll } from '../../../parse/parse-all.ts';
import { go } from '../index.ts';

const endpointsOf = async (files: Record<string, string> | string) => {
  const all = typeof files === 'string' ? { 'main.go': files } : files;
  return (
    await parseAll(
      Object.entries(all).map(([path, text]) => ({ path, text })),
      [go as Language],
    )
  ).facts.endpoints;
};
const routesOf = async (files: Record<string, string> | string) =>
  (await endpointsOf(files)).map(({ verb, route }) => `${verb} ${route}`).sort();

const chi = 'package main\nimport (\n"net/http"\n"github.com/go-chi/chi/v5"\n)\n';

describe('the routes of net/http', () => {
  it('reads verbs and parameters of patterns, and muxes under others', async () => {
    expect(
      await routesOf(`package main
import "net/http"
const base = "/v1"
func main() {
  mux := http.NewServeMux()
  mux.HandleFunc("GET "+base+"/items/{id...}", show)
  mux.Handle("POST example.org/items", http.HandlerFunc(add))
  api := http.NewServeMux()
  api.HandleFunc("/ping", ping)
  mux.Handle("/api/", http.StripPrefix("/api", api))
  http.HandleFunc("/old", old)
}`),
    ).toEqual(['ANY /api/ping', 'ANY /old', 'GET /v1/items/{id}', 'POST /items']);
  });

  it('finds routers in the fields of a server, whichever method comes first', async () => {
    expect(
      await routesOf({
        'server/routes.go':
          'package server\nfunc (s *Server) routes() { s.mux.HandleFunc("DELETE /x/{id}", s.handleDelete()) }\n',
        'server/server.go':
          'package server\nimport "net/http"\ntype Server struct { mux *http.ServeMux }\nfunc New() *Server { s := &Server{mux: http.NewServeMux()}; s.routes(); return s }\n// handleDelete deletes.\nfunc (s *Server) handleDelete() http.HandlerFunc { return func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusNoContent) } }\n',
      }),
    ).toEqual(['DELETE /x/{id}']);
  });
});

describe('the routes of chi', () => {
  it('nests routes, groups and mounts across functions and files', async () => {
    const endpoints = await endpointsOf({
      'go.mod': 'module example.org/shop',
      'cmd/main.go': `package main
import ("github.com/go-chi/chi/v5"
 "example.org/shop/internal/orders")
func main() {
  r := chi.NewRouter()
  r.Use(Logger)
  r.Route("/v1", func(r chi.Router) {
    r.Group(func(r chi.Router) {
      r.Use(auth.RequireUser)
      orders.Register(r)
    })
    r.With(RequireRole("admin")).Mount("/admin", orders.Resource{}.Routes())
  })
}`,
      'internal/orders/orders.go': `package orders
import ("net/http"
 "github.com/go-chi/chi/v5")
type Resource struct{}
func Register(r chi.Router) { r.Get("/orders/{id:[0-9]+}", Show) }
func (rs Resource) Routes() chi.Router { r := chi.NewRouter(); r.Post("/", rs.Create); return r }
// Show shows an order.
func Show(w http.ResponseWriter, r *http.Request) {
  page := r.URL.Query().Get("page")
  if page == "" { http.Error(w, "no page", http.StatusBadRequest); return }
}
func (rs Resource) Create(w http.ResponseWriter, r *http.Request) { var in NewOrder; json.NewDecoder(r.Body).Decode(&in); w.WriteHeader(201) }
`,
    });
    expect(endpoints).toMatchObject([
      {
        verb: 'GET',
        route: '/v1/orders/{id}',
        framework: 'chi',
        handler: 'internal/orders/orders.go#orders.Show',
        handlerName: 'orders.Show',
        auth: { access: 'required', policies: ['auth.RequireUser'] },
        parameters: [
          { name: 'id', in: 'path', required: true },
          { name: 'page', in: 'query' },
        ],
        statuses: [400],
        summary: 'Show shows an order.',
      },
      {
        verb: 'POST',
        route: '/v1/admin',
        handlerName: 'Resource.Create',
        auth: { access: 'required', roles: ['admin'] },
        request: 'NewOrder',
        statuses: [201],
      },
    ]);
  });

  it('runs tables of routes, and texts that are put together', async () => {
    expect(
      await routesOf(`${chi}
type route struct { method, path string; handler http.HandlerFunc }
var routes = []route{{"GET", "/a", a}, {"POST", "/b", b}}
func setup(prefix string) chi.Router { r := chi.NewRouter(); for _, one := range routes { r.Method(one.method, prefix+one.path, one.handler) }; return r }
func main() { setup(fmt.Sprintf("/%s", "v2")) }`),
    ).toEqual(['GET /v2/a', 'POST /v2/b']);
  });

  it('takes no route of a test', async () => {
    expect(await routesOf({ 'a_test.go': `${chi}func TestX() { r := chi.NewRouter(); r.Get("/x", h) }` })).toEqual([]);
  });
});

describe('routers that are put together far from their routes', () => {
  it('keeps a group in a variable of the package, behind a base path that is set at run time', async () => {
    const endpoints = await endpointsOf({
      'server/start.go':
        'package server\nimport ("example.org/p/api"\n"github.com/gin-gonic/gin")\nvar V1 *gin.RouterGroup\nfunc Start(conf *Config) { r := gin.New(); V1 = r.Group(conf.BaseUri("/api/v1")); registerRoutes() }\nfunc registerRoutes() { api.GetAlbum(V1) }\n',
      'api/albums.go':
        'package api\nimport "github.com/gin-gonic/gin"\n// GetAlbum shows an album.\nfunc GetAlbum(router *gin.RouterGroup) { router.GET("/albums/:uid", func(c *gin.Context) { c.JSON(200, nil) }) }\n',
    });
    expect(endpoints).toMatchObject([
      {
        verb: 'GET',
        route: '/api/v1/albums/{uid}',
        handlerName: 'api.GetAlbum',
        summary: 'GetAlbum shows an album.',
        statuses: [200],
      },
    ]);
  });
});

describe('the routes of other Go frameworks', () => {
  it('reads gin: groups, parameters, middleware before the handler', async () => {
    const endpoints = await endpointsOf(`package main
import "github.com/gin-gonic/gin"
func main() {
  r := gin.Default()
  v1 := r.Group("/v1", AuthRequired())
  { v1.GET("/users/:id", limit, getUser); v1.Handle("PUT", "/users/*path", putUser) }
  r.Any("/any", func(c *gin.Context) { c.JSON(http.StatusTeapot, nil) })
}
func getUser(c *gin.Context) { c.JSON(http.StatusOK, gin.H{}); c.AbortWithStatus(404) }`);
    expect(endpoints.map(({ verb, route, auth, handlerName }) => [verb, route, auth.access, handlerName])).toEqual([
      ['GET', '/v1/users/{id}', 'required', 'getUser'],
      ['PUT', '/v1/users/{path}', 'required', 'putUser'],
      ['ANY', '/any', 'unknown', 'a function in main'],
    ]);
    expect(endpoints[0]?.statuses).toEqual([200, 404]);
  });

  it('reads echo: middleware after the handler', async () => {
    const [endpoint] = await endpointsOf(
      'package main\nimport "github.com/labstack/echo/v4"\nfunc main() { e := echo.New(); g := e.Group("/api"); g.POST("/x/:id", create, jwtMiddleware) }',
    );
    expect(endpoint).toMatchObject({
      verb: 'POST',
      route: '/api/x/{id}',
      handlerName: 'create',
      auth: { access: 'required', policies: ['jwtMiddleware'] },
    });
  });

  it('reads gorilla: verbs behind the route, subrouters', async () => {
    expect(
      await routesOf(`package main
import ("net/http"
 "github.com/gorilla/mux")
func main() {
  r := mux.NewRouter()
  s := r.PathPrefix("/api").Subrouter()
  s.HandleFunc("/x/{id:[0-9]+}", x).Methods("GET", http.MethodPut)
  s.Methods("DELETE").Path("/y").HandlerFunc(y)
  r.Handle("/z", auth(http.HandlerFunc(z)))
}`),
    ).toEqual(['ANY /z', 'DELETE /api/y', 'GET /api/x/{id}', 'PUT /api/x/{id}']);
  });

  it('reads fiber', async () => {
    expect(
      await routesOf(
        'package main\nimport "github.com/gofiber/fiber/v2"\nfunc main() { app := fiber.New(); api := app.Group("/api"); api.Get("/x/:id?", h); app.Post("/y", mw, h) }',
      ),
    ).toEqual(['GET /api/x/{id}', 'POST /y']);
  });
});
