// A real OpenID provider on a loopback port; who signs in is said by the test, at POST /person.
import { createRequire } from "node:module";
import http from "node:http";

const require = createRequire(process.argv[2]);
const { default: Provider } = await import(require.resolve("oidc-provider"));
const [redirect, afterwards] = process.argv.slice(3);
let person = "nobody";

const client = (id) => ({
  client_id: id,
  client_secret: `secret-of-${id}-long-enough-to-be-a-key`,
  redirect_uris: [redirect],
  post_logout_redirect_uris: [afterwards],
  response_types: ["code"],
  grant_types: ["authorization_code"],
});

const server = http.createServer();
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const issuer = `http://127.0.0.1:${server.address().port}`;
const provider = new Provider(issuer, {
  clients: [client("liandong"), client("other")],
  features: { devInteractions: { enabled: false } },
  pkce: { required: () => true },
  cookies: { keys: ["only-for-tests"] },
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
});
const answer = provider.callback();

async function interact(request, response) {
  const details = await provider.interactionDetails(request, response);
  if (details.prompt.name === "login") {
    await provider.interactionFinished(request, response, { login: { accountId: person } });
    return;
  }
  const grant = new provider.Grant({
    accountId: details.session.accountId,
    clientId: details.params.client_id,
  });
  grant.addOIDCScope("openid");
  const result = { consent: { grantId: await grant.save() } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: true });
}

server.on("request", (request, response) => {
  if (request.method === "POST" && request.url.startsWith("/person/")) {
    person = decodeURIComponent(request.url.slice("/person/".length));
    response.end("ok");
  } else if (request.url.startsWith("/interaction/")) {
    interact(request, response).catch((error) => {
      response.statusCode = 500;
      response.end(String(error));
    });
  } else {
    answer(request, response);
  }
});
console.log(issuer);
