package dev.reviewgate.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.methods.response.users.UsersInfoResponse;
import com.slack.api.model.User;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SlackUserTest {
    @Test
    void slacksOwnAnswerIsRead() {
        SlackUser user = SlackUser.of(SlackModels.write(answer("Anna", "anna@example.com")));

        assertThat(user)
                .isEqualTo(new SlackUser("U0ANNA", "W0ANNA", "anna.k", "Anna Karenina", "Anna", "anna@example.com"));
        assertThat(user.names())
                .containsExactlyInAnyOrder("U0ANNA", "W0ANNA", "anna.k", "Anna Karenina", "Anna", "anna@example.com");
    }

    @Test
    void whatSlackDoesNotSayIsNoName() {
        assertThat(SlackUser.of(SlackModels.write(answer("", null))).names())
                .containsExactlyInAnyOrder("U0ANNA", "W0ANNA", "anna.k", "Anna Karenina");
    }

    private static UsersInfoResponse answer(String displayName, @Nullable String email) {
        User.Profile profile = new User.Profile();
        profile.setDisplayName(displayName);
        profile.setEmail(email);
        profile.setRealName("Anna Karenina");
        User user = new User();
        user.setId("U0ANNA");
        User.EnterpriseUser everywhere = new User.EnterpriseUser();
        everywhere.setId("W0ANNA");
        user.setEnterpriseUser(everywhere);
        user.setName("anna.k");
        user.setRealName("Anna Karenina");
        user.setProfile(profile);
        UsersInfoResponse answer = new UsersInfoResponse();
        answer.setOk(true);
        answer.setUser(user);
        return answer;
    }
}
