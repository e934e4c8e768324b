package dev.flyball.ingest;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A request and its response in a servlet container that does only what the filter needs. */
final class FakeExchange {
    private final Map<String, Object> attributes = new HashMap<>();
    private final Map<String, String> headers = new HashMap<>();
    private final List<AsyncListener> listeners = new ArrayList<>();
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final AsyncContext async;
    private int status = 200;
    private boolean asyncStarted;
    private boolean asyncOver;

    FakeExchange(String method) {
        request = fake(HttpServletRequest.class, (proxy, called, arguments) -> switch (called.getName()) {
            case "getMethod" -> method;
            case "getAttribute" -> attributes.get((String) arguments[0]);
            case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
            case "getHeader" -> headers.get((String) arguments[0]);
            case "isAsyncStarted" -> asyncStarted;
            case "getAsyncContext" -> async();
            default -> throw new UnsupportedOperationException(called.toString());
        });
        response = fake(HttpServletResponse.class, (proxy, called, arguments) -> switch (called.getName()) {
            case "getStatus" -> status;
            default -> throw new UnsupportedOperationException(called.toString());
        });
        async = fake(AsyncContext.class, (proxy, called, arguments) -> switch (called.getName()) {
            case "addListener" -> listen((AsyncListener) arguments[0]);
            case "getRequest" -> request();
            case "getResponse" -> response();
            default -> throw new UnsupportedOperationException(called.toString());
        });
    }

    HttpServletRequest request() {
        return request;
    }

    HttpServletResponse response() {
        return response;
    }

    void attribute(String name, Object value) {
        attributes.put(name, value);
    }

    FakeExchange header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    void status(int status) {
        this.status = status;
    }

    void startAsync() {
        asyncStarted = true;
    }

    void startAsyncThatIsOverAtOnce() {
        asyncStarted = true;
        asyncOver = true;
    }

    /** Begins a further asynchronous cycle, which forgets the listeners after telling them. */
    void restartAsync() throws IOException {
        List<AsyncListener> before = List.copyOf(listeners);
        listeners.clear();
        for (AsyncListener listener : before) {
            listener.onStartAsync(new AsyncEvent(async));
        }
    }

    void fail() throws IOException {
        for (AsyncListener listener : listeners) {
            listener.onError(new AsyncEvent(async, new IOException("broken")));
        }
    }

    void complete() throws IOException {
        for (AsyncListener listener : listeners) {
            listener.onComplete(new AsyncEvent(async));
        }
    }

    private AsyncContext async() {
        if (asyncOver) {
            throw new IllegalStateException("no asynchronous cycle is open");
        }
        return async;
    }

    private Object listen(AsyncListener listener) {
        listeners.add(listener);
        return null;
    }

    private static <T> T fake(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
    }
}
