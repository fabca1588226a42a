package dev.eresident.core.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;

class JsonWriterTest {
    @Test
    void whenWritten_thenCompactInGivenOrder() {
        String json = JsonWriter.object()
                .field("z", "õ\"\\\n\u0001")
                .field("a", (String) null)
                .field("n", 12L)
                .field("b", true)
                .field("codes", List.of("X", "Y"))
                .beginArray("list")
                .beginObject()
                .field("k", "v")
                .end()
                .beginObject()
                .end()
                .end()
                .beginObject("o")
                .end()
                .toJson();

        assertThat(json)
                .isEqualTo("{\"z\":\"õ\\\"\\\\\\n\\u0001\",\"a\":null,\"n\":12,\"b\":true,\"codes\":[\"X\",\"Y\"],"
                        + "\"list\":[{\"k\":\"v\"},{}],\"o\":{}}");
        assertThat(StrictJson.strict().parse(json).requiredString("z")).isEqualTo("õ\"\\\n\u0001");
    }

    @Test
    void whenAskedTwice_thenSameText() {
        JsonWriter writer = JsonWriter.object().field("a", 1);
        assertThat(writer.toJson()).isEqualTo(writer.toJson()).isEqualTo("{\"a\":1}");
    }

    @Test
    void whenNotEnded_thenRefused() {
        JsonWriter open = JsonWriter.object().beginArray("a");
        assertThatIllegalStateException().isThrownBy(open::toJson);
        JsonWriter inner = JsonWriter.object().beginObject("a");
        assertThatIllegalStateException().isThrownBy(inner::toJson);
    }

    @Test
    void whenOutOfPlace_thenRefused() {
        assertThatIllegalStateException().isThrownBy(() -> JsonWriter.object().beginObject());
        assertThatIllegalStateException().isThrownBy(() -> JsonWriter.object().end());
        assertThatIllegalStateException()
                .isThrownBy(() -> JsonWriter.object().beginArray("a").field("b", 1));
    }

    @Test
    void whenComplete_thenNothingCanBeAdded() {
        JsonWriter writer = JsonWriter.object();
        assertThat(writer.toJson()).isEqualTo("{}");
        assertThatIllegalStateException().isThrownBy(() -> writer.field("a", 1));
    }

    @Test
    void whenAStringHoldsHalfASurrogatePair_thenTheReplacementCharacterIsWritten() {
        String json = JsonWriter.object()
                .field("a", "x\ud800y\udc00\ud83d\ude00\u0000")
                .field("b", List.of("\ud83d"))
                .toJson();
        assertThat(json).isEqualTo("{\"a\":\"x\ufffdy\ufffd\ud83d\ude00\\u0000\",\"b\":[\"\ufffd\"]}");
    }

    @Test
    void whenAnObjectIsCopied_thenTheSameContentInTheSameOrder() {
        String json = "{\"b\":[1,-2.50,1E+400,null,true,[],{}],\"a\":{\"x\":\"\\\"ö\\n\",\"y\":false}}";

        assertThat(JsonWriter.copyOf(StrictJson.strict().parse(json))).isEqualTo(json);
    }

    @Test
    void whenAnObjectIsNestedAsDeeplyAsCanBeRead_thenCopied() {
        String json = "{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}";

        assertThat(JsonWriter.copyOf(StrictJson.strict().parse(json))).isEqualTo(json);
    }
}
