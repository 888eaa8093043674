package dev.sluice.localstack.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

/**
 * A client for tests.
 *
 * @param url of the endpoint, without a path
 * @param http keeps its connections
 */
record ChatClient(String url, HttpClient http) {

    private static final ObjectMapper JSON = new ObjectMapper();

    ChatClient(String url) {
        this(url, HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    }

    static String request(String text, String more) {
        return "{\"model\": \"small-chat\", \"messages\": [{\"role\": \"user\", \"content\": \""
                + text
                + "\"}]"
                + more
                + "}";
    }

    HttpResponse<String> chat(String text) throws IOException, InterruptedException {
        return post("/v1/chat/completions", request(text, ""));
    }

    CompletableFuture<HttpResponse<String>> chatAsync(String text) {
        return http.sendAsync(
                toPost("/v1/chat/completions", request(text, "")), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String body, String... headers)
            throws IOException, InterruptedException {
        return http.send(toPost(path, body, headers), BodyHandlers.ofString());
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return json(
                http.send(
                        HttpRequest.newBuilder(URI.create(url + path)).build(),
                        BodyHandlers.ofString()));
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }

    static JsonNode json(String text) throws IOException {
        return JSON.readTree(text);
    }

    private HttpRequest toPost(String path, String body, String... headers) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create(url + path)).POST(BodyPublishers.ofString(body));
        return (headers.length > 0 ? builder.headers(headers) : builder).build();
    }
}
