package dev.eresident.core.transport;

import dev.eresident.core.Bytes;
import dev.eresident.core.ConfigurationException;
import dev.eresident.core.EResidentException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request and its answer; used once, by one thread. */
final class Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(Transport.class);
    private static final List<String> LOGGED_HEADERS =
            List.of("content-type", "content-length", "date", "retry-after", "server", "x-request-id");
    private static final int LONGEST_LOGGED_VALUE = 80;

    private final OkHttpClient client;
    private final TransportListener listener;
    private final TransportRequest request;
    private final Progress progress = new Progress();
    private final long start = System.nanoTime();

    Exchange(OkHttpClient client, TransportListener listener, TransportRequest request) {
        this.client = client;
        this.listener = listener;
        this.request = request;
    }

    TransportResponse run() {
        TransportListener.Call told = new TransportListener.Call(request.service(), request.method(), request.target());
        tell(() -> listener.started(told));
        Optional<String> failure = Optional.of("UNEXPECTED");
        try {
            TransportResponse response = exchange();
            failure = Optional.empty();
            return response;
        } catch (EResidentException e) {
            failure = Optional.of(e.code());
            throw e;
        } finally {
            TransportListener.End end = new TransportListener.End(
                    progress.status == 0 ? OptionalInt.empty() : OptionalInt.of(progress.status),
                    request.body().size(),
                    progress.received,
                    Duration.ofNanos(System.nanoTime() - start),
                    failure);
            log(told, end);
            tell(() -> listener.ended(told, end));
        }
    }

    private TransportResponse exchange() {
        Call call = client.newCall(okRequest());
        call.timeout().timeout(request.timeout().toNanos(), TimeUnit.NANOSECONDS);
        try (Response response = call.execute()) {
            byte[] body = readBody(response.body(), call);
            return new TransportResponse(response.code(), joined(progress.headers), Bytes.of(body));
        } catch (IOException e) {
            boolean timeIsUp = System.nanoTime() - start >= request.timeout().toNanos();
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

    private static Map<String, String> joined(@Nullable Headers headers) {
        Map<String, String> map = new HashMap<>();
        if (headers != null) {
            for (int i = 0; i < headers.size(); i++) {
                map.merge(headers.name(i).toLowerCase(Locale.ROOT), headers.value(i), (a, b) -> a + ", " + b);
            }
        }
        return map;
    }

    private void log(TransportListener.Call call, TransportListener.End end) {
        if (LOG.isDebugEnabled()) {
            Map<String, String> all = joined(progress.headers);
            Map<String, String> shown = new TreeMap<>();
            for (String name : LOGGED_HEADERS) {
                String value = all.get(name);
                if (value != null) {
                    shown.put(name, printable(value));
                }
            }
            LOG.debug(
                    "{} {} {} -> {} sent {} B received {} B in {} ms {} {}",
                    call.service(),
                    call.method(),
                    call.target(),
                    end.failure().orElse("answered"),
                    end.bytesSent(),
                    end.bytesReceived(),
                    end.duration().toMillis(),
                    end.status().isPresent() ? end.status().getAsInt() : "-",
                    shown);
        }
    }

    private static String printable(String value) {
        String cut = value.length() <= LONGEST_LOGGED_VALUE ? value : value.substring(0, LONGEST_LOGGED_VALUE) + "…";
        return cut.codePoints()
                .map(c -> c >= ' ' && c < 127 ? c : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static void tell(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.warn(
                    "A TransportListener threw {}; the call goes on",
                    e.getClass().getName());
        }
    }

    /** How far the exchange came; written by the interceptor on the calling thread. */
    static final class Progress {
        /** A connection stands, so from here on the request may have reached the service. */
        boolean connected;

        int status;
        long received;

        @Nullable Headers headers;
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
