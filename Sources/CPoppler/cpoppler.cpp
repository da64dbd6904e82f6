#include "cpoppler.h"
#include <climits>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <poppler/cpp/poppler-document.h>
#include <poppler/cpp/poppler-global.h>
#include <poppler/cpp/poppler-page.h>

// What the library finds wrong with a file is told by the caller, in one sentence.
static void silent(const std::string &, void *) {}

// Gives what a function makes of each page.
template <typename Append>
static int each_page(
    const uint8_t *bytes, size_t count, int pages, size_t limit, uint8_t **text, size_t *length, Append append) {
    *text = nullptr;
    *length = 0;
    if (count > INT_MAX) return cpoppler_broken;
    try {
        poppler::set_debug_error_function(silent, nullptr);
        std::unique_ptr<poppler::document> document(
            poppler::document::load_from_raw_data(reinterpret_cast<const char *>(bytes), static_cast<int>(count)));
        if (!document) return cpoppler_broken;
        if (document->is_locked()) return cpoppler_locked;
        std::string result;
        for (int index = 0; index < document->pages() && index < pages && result.size() < limit; index++) {
            std::unique_ptr<poppler::page> page(document->create_page(index));
            append(page.get(), index + 1, result);
        }
        if (result.size() > limit) result.resize(limit);
        *text = static_cast<uint8_t *>(std::malloc(result.size() + 1));
        if (!*text) return cpoppler_broken;
        std::memcpy(*text, result.data(), result.size());
        *length = result.size();
        return cpoppler_read;
    } catch (...) {
        return cpoppler_broken;
    }
}

extern "C" int cpoppler_text(
    const uint8_t *bytes, size_t count, int pages, size_t limit, uint8_t **text, size_t *length) {
    return each_page(bytes, count, pages, limit, text, length, [](poppler::page *page, int, std::string &result) {
        if (page) {
            auto part = page->text(poppler::rectf(), poppler::page::non_raw_non_physical_layout).to_utf8();
            result.append(part.data(), part.size());
        }
        result.push_back('\f');
    });
}

// A length in hundredths of a point; what no page has is cut off.
static std::string hundredths(double value) {
    if (!(value > -1e6)) value = -1e6;
    if (value > 1e6) value = 1e6;
    return std::to_string(std::lround(value * 100));
}

extern "C" int cpoppler_words(
    const uint8_t *bytes, size_t count, int pages, size_t limit, uint8_t **text, size_t *length) {
    return each_page(bytes, count, pages, limit, text, length, [](poppler::page *page, int number, std::string &result) {
        if (!page) return;
        for (const auto &box : page->text_list()) {
            auto word = box.text().to_utf8();
            auto place = box.bbox();
            result += std::to_string(number);
            for (double edge : {place.left(), place.top(), place.right(), place.bottom()}) result += " " + hundredths(edge);
            result.push_back(' ');
            for (char sign : word) {
                if (sign != '\n' && sign != '\r') result.push_back(sign);
            }
            result.push_back('\n');
        }
    });
}

extern "C" void cpoppler_free(uint8_t *text) { std::free(text); }
