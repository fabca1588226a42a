package dev.eresident.core.transport;

import dev.eresident.core.Bytes;
import dev.eresident.core.ConfigurationException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** One request and its answer, sent once; used once, by one thread. */
final class Exchange {
    private static final String TRACEPARENT = "traceparent";

    private final OkHttpClient client;
    private final TransportRequest request;
    private final Optional<String> traceparent;
    private final Duration given;
    private final Progress progress;

    /** Prepares to send, with so much time as is left of the call. */
    Exchange(OkHttpClient client, TransportRequest request, Optional<String> traceparent, Duration given) {
        this.client = client;
        this.request = request;
        this.traceparent = traceparent;
        this.given = given;
        this.progress = new Progress(request.serverWait(), given);
    }

    Progress progress() {
        return progress;
    }

    TransportResponse run() {
        Request question = okRequest();
        long start = System.nanoTime(); // The network keeps real time, whatever clock counts the attempts.
        Call call = client.newCall(question);
        call.timeout().timeout(given.toNanos(), TimeUnit.NANOSECONDS);
        try (Response response = call.execute()) {
            byte[] body = readBody(response.body(), call);
            return new TransportResponse(response.code(), joined(progress.headers), Bytes.of(body));
        } catch (IOException e) {
            boolean timeIsUp = System.nanoTime() - start >= given.toNanos();
            throw Failures.describe(e, request, progress, timeIsUp);
        } catch (Exception e) {
            if (e instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw Failures.interrupted(
                    e, request, progress); // OkHttp, being Kotlin, lets InterruptedException pass undeclared.
        }
    }

    private Request okRequest() {
        Request.Builder builder = new Request.Builder().tag(Progress.class, progress);
        try {
            builder.url(HttpUrl.get(request.uri().toString()));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    "ADDRESS_UNUSABLE",
                    "The address of " + request.service() + " cannot be used; check its host and port",
                    e);
        }
        builder.header("User-Agent", "eresident-sdk");
        builder.header("Accept-Encoding", "identity");
        traceparent.ifPresent(value -> builder.header(TRACEPARENT, value));
        request.headers().forEach(builder::header);
        boolean bodiless = request.method().equals("GET") || request.method().equals("HEAD");
        return builder.method(request.method(), bodiless ? null : new OneShotBody(request.body()))
                .build();
    }

    private byte[] readBody(ResponseBody body, Call call) throws IOException {
        long limit = request.maximumAnswer();
        if (body.contentLength() > limit) {
            call.cancel();
            throw Failures.tooLarge(request);
        }
        ByteArrayOutputStream collected =
                new ByteArrayOutputStream((int) Math.min(Math.max(body.contentLength(), 1024), 64 * 1024));
        byte[] chunk = new byte[8192];
        InputStream in = body.byteStream();
        try {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                progress.received += n;
                if (progress.received > limit) {
                    call.cancel();
                    throw Failures.tooLarge(request);
                }
                collected.write(chunk, 0, n);
            }
        } catch (IOException e) {
            call.cancel();
            throw e;
        }
        return collected.toByteArray();
    }

    static Map<String, String> joined(@Nullable Headers headers) {
        Map<String, String> map = new HashMap<>();
        if (headers != null) {
            for (int i = 0; i < headers.size(); i++) {
                map.merge(headers.name(i).toLowerCase(Locale.ROOT), headers.value(i), (a, b) -> a + ", " + b);
            }
        }
        return map;
    }

    /** How far the exchange came; written by the interceptor on the calling thread. */
    static final class Progress {
        private final Duration serverWait;

        /** How long the exchange may take. */
        final Duration given;

        /** A connection stands, so from here on the request may have reached the service. */
        boolean connected;

        int status;
        long received;

        @Nullable Headers headers;

        Progress(Duration serverWait, Duration given) {
            this.serverWait = serverWait;
            this.given = given;
        }
    }

    /** Lets no single step last longer than the whole may, and lets a server be silent as long as it was asked to. */
    static final class Patience implements Interceptor {
        @Override
        public Response intercept(Chain chain) throws IOException {
            Progress progress = chain.request().tag(Progress.class);
            if (progress == null) {
                return chain.proceed(chain.request());
            }
            long left = Math.max(1, progress.given.toMillis());
            long wait = progress.serverWait.toMillis();
            return chain.withConnectTimeout((int) Math.min(left, chain.connectTimeoutMillis()), TimeUnit.MILLISECONDS)
                    .withWriteTimeout((int) Math.min(left, chain.writeTimeoutMillis()), TimeUnit.MILLISECONDS)
                    .withReadTimeout((int) Math.min(left, wait + chain.readTimeoutMillis()), TimeUnit.MILLISECONDS)
                    .proceed(chain.request());
        }
    }

    /** Notes the progress, and hides from OkHttp the one header that would make it repeat a request (503 with Retry-After: 0). */
    static final class Watch implements Interceptor {
        @Override
        public Response intercept(Chain chain) throws IOException {
            Progress progress = chain.request().tag(Progress.class);
            if (progress == null) {
                return chain.proceed(chain.request());
            }
            progress.connected = true;
            Response response = chain.proceed(chain.request());
            progress.status = response.code();
            progress.headers = response.headers();
            return response.newBuilder().removeHeader("Retry-After").build();
        }
    }

    /** A body that OkHttp may write only once, so that it cannot repeat the request. */
    private static final class OneShotBody extends RequestBody {
        private final Bytes body;

        OneShotBody(Bytes body) {
            this.body = body;
        }

        @Override
        public @Nullable MediaType contentType() {
            return null;
        }

        @Override
        public long contentLength() {
            return body.size();
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            sink.write(body.toByteArray());
        }
    }
}
