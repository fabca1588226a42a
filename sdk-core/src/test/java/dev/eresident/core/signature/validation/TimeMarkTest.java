package dev.eresident.core.signature.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TimeMarkTest {
    @Test
    void whenABareDigestBeginsLikeAWrapper_thenItsUnwrappedFormBindsTheSame() {
        byte[] digest = new byte[20];
        Arrays.fill(digest, (byte) 7);
        digest[0] = 4;
        digest[1] = 18;

        assertThat(TimeMark.bindsBare(digest, digest)).isTrue();
        assertThat(TimeMark.bindsBare(Arrays.copyOfRange(digest, 2, 20), digest))
                .isTrue();
        assertThat(TimeMark.bindsBare(Arrays.copyOfRange(digest, 3, 20), digest))
                .isFalse();
        digest[1] = 17;
        assertThat(TimeMark.bindsBare(Arrays.copyOfRange(digest, 2, 20), digest))
                .isFalse();
    }
}
