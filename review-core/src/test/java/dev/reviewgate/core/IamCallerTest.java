package dev.reviewgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IamCallerTest {
    @Test
    void aUserIsKnownByTheWholeArn() {
        IamCaller olga = caller("arn:aws:iam::123456789012:user/ops/olga");

        assertThat(olga.id()).isEqualTo("arn:aws:iam::123456789012:user/ops/olga");
        assertThat(olga.name()).isEqualTo("olga");
        assertThat(olga.names()).containsExactlyInAnyOrder(olga.id(), "olga");
    }

    @Test
    void aRoleIsKnownWithoutTheSessionThatItsCallerNamed() {
        IamCaller session = caller("arn:aws:sts::123456789012:assumed-role/Releases/olga@example.com");

        assertThat(session.id()).isEqualTo("arn:aws:iam::123456789012:role/Releases");
        assertThat(session.name()).isEqualTo("Releases (olga@example.com)");
        assertThat(session.names()).contains("olga@example.com", "Releases", session.arn(), session.id());
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:iam::123456789012:role/Releases,true",
        "arn:aws:iam::123456789012:role/team/a/Releases,true",
        "arn:aws:iam::123456789012:role/Releases2,false",
        "arn:aws:iam::123456789012:role/Releases/x,false",
        "arn:aws:iam::210987654321:role/Releases,false",
        "arn:aws-cn:iam::123456789012:role/Releases,false",
        "arn:aws:iam::123456789012:user/Releases,false",
        "U012AB3CD,false"
    })
    void aRoleIsListedWithOrWithoutItsPath(String approver, boolean listed) {
        assertThat(caller("arn:aws:sts::123456789012:assumed-role/Releases/s").is(approver))
                .isEqualTo(listed);
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:iam::123456789012:user/ops/olga,true",
        "arn:aws:iam::123456789012:user/olga,false",
        "arn:aws:iam::123456789012:user/OPS/olga,false",
        "arn:aws:iam::123456789012:role/olga,false"
    })
    void aUserIsListedByTheWholeArn(String approver, boolean listed) {
        assertThat(caller("arn:aws:iam::123456789012:user/ops/olga").is(approver))
                .isEqualTo(listed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:sts::123456789012:federated-user/olga",
                "arn:aws:iam::123456789012:role/Releases",
                "arn:aws:sts::123456789012:assumed-role/Releases",
                "arn:aws:sts::123456789012:assumed-role/Releases/",
                "arn:aws:sts::123456789012:assumed-role/a/b/c",
                "arn:aws:iam::12345:user/olga",
                "arn:aws:iam::123456789012:user/",
                "arn:aws:iam::123456789012:user/olga\n",
                "123456789012",
                ""
            })
    void whoeverCannotBeToldApartIsNobody(String arn) {
        assertThat(IamCaller.parse(arn)).isEmpty();
    }

    @Test
    void theRootUserIsKnownAsSuch() {
        assertThat(caller("arn:aws:iam::123456789012:root").name()).isEqualTo("root");
    }

    @Property
    void anyTwoSessionsOfARoleAreTheSameReviewer(
            @ForAll("names") String role, @ForAll("names") String one, @ForAll("names") String other) {
        assertThat(session(role, one).id()).isEqualTo(session(role, other).id());
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars("_+=,.@-0A")
                .ofMinLength(1)
                .ofMaxLength(64);
    }

    private static IamCaller session(String role, String name) {
        return caller("arn:aws:sts::123456789012:assumed-role/" + role + "/" + name);
    }

    private static IamCaller caller(String arn) {
        Optional<IamCaller> caller = IamCaller.parse(arn);
        return caller.orElseThrow();
    }
}
