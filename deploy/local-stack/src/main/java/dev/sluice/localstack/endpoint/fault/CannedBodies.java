package dev.sluice.localstack.endpoint.fault;

/** Bodies that servers and the proxies before them are known to send in place of an answer. */
final class CannedBodies {

    static final String ERROR =
            "{\"error\":{\"message\":\"The server had an error while processing your request.\",\"type\":\"server_error\",\"param\":null,\"code\":null}}";

    static final String HTML =
            "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><center><h1>502 Bad Gateway</h1></center></body>\r\n</html>\r\n";

    static final String BROKEN =
            "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"wat";

    private CannedBodies() {}
}
