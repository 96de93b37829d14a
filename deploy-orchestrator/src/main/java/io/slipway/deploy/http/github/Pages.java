package io.slipway.deploy.http.github;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** GitHub's paging: numbered pages, and the addresses of the others in the header {@code Link} (RFC 8288). */
record Pages(int page, int perPage) {
    private static final int MOST = 100;

    /** What lies outside is brought inside, as GitHub does. */
    Pages {
        page = Math.max(1, page);
        perPage = Math.clamp(perPage, 1, MOST);
    }

    <S, T> ResponseEntity<List<T>> answer(List<S> all, Function<S, T> shown) {
        int last = Math.max(1, Math.ceilDiv(all.size(), perPage));
        List<String> links = new ArrayList<>();
        if (page > 1) {
            links.add(link(Math.min(page - 1, last), "prev"));
        }
        if (page < last) {
            links.add(link(page + 1, "next"));
            links.add(link(last, "last"));
        }
        if (page > 1) {
            links.add(link(1, "first"));
        }
        long from = (page - 1L) * perPage;
        List<T> items = all.stream().skip(from).limit(perPage).map(shown).toList();
        ResponseEntity.BodyBuilder response = ResponseEntity.ok();
        if (!links.isEmpty()) {
            response.header("Link", String.join(", ", links));
        }
        return response.body(items);
    }

    private String link(int other, String rel) {
        String address = ServletUriComponentsBuilder.fromCurrentRequest()
                .replaceQueryParam("page", other)
                .replaceQueryParam("per_page", perPage)
                .toUriString();
        return "<" + address + ">; rel=\"" + rel + "\"";
    }
}
